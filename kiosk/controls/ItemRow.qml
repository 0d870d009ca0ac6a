pragma ComponentBehavior: Bound
import QtQuick

// A person or thing on a list: information with the keys that change or remove it; or the question
// whether it shall go, with the key that keeps it where けす was, so that a second press does no harm.
Rectangle {
    id: row

    property var model: ({})
    property real gapBefore: -1
    readonly property var asked: model.asked || null
    readonly property var keys: asked ? [asked.yes, asked.no] : [model.edit, model.remove].filter(key => !!key)
    readonly property var icons: asked ? ["trash", "back"] : model.edit ? ["pen", "trash"] : ["trash"]
    readonly property bool stacked: Theme.large
    readonly property real disc: asked ? 0 : Theme.px(92)
    readonly property real textX: Theme.px(33) + (disc > 0 ? disc + Theme.px(32) : 0)
    readonly property real keysWidth: keyRow.width + Theme.px(28)
    readonly property real textWidth: width - textX - Theme.px(24) - (stacked ? 0 : keysWidth)
    readonly property real wordsHeight: title.contentHeight + second.shown

    implicitHeight: Math.max(Theme.mm(41), wordsHeight + Theme.px(48)
        + (stacked ? keyRow.height + Theme.px(16) : 0))
    radius: Theme.px(18)
    color: asked ? Theme.tint : Theme.surface
    border.width: Theme.px(2)
    border.color: Theme.hair

    Rectangle {
        visible: row.disc > 0
        x: Theme.px(33)
        y: words.y + (words.height - height) / 2
        width: row.disc
        height: width
        radius: width / 2
        color: Theme.tint

        Icon {
            anchors.centerIn: parent
            name: row.model.icon || "person"
            size: Theme.px(52)
            color: Theme.accent
        }
    }
    Item {
        id: words

        x: row.textX
        y: row.stacked ? Theme.px(24) : (row.height - height) / 2
        width: row.textWidth
        height: row.wordsHeight

        NameText {
            id: title

            isName: !row.asked && row.model.isName === true
            width: parent.width
            text: (row.asked ? row.asked.text : row.model.title) || ""
            size: Theme.text(row.asked ? 36 : 42)
            line: 1.36
        }
        Label {
            id: second

            y: title.contentHeight
            width: parent.width
            text: row.asked ? "" : row.model.second || ""
            readonly property real shown: text === "" ? 0 : contentHeight
            visible: text !== ""
            color: Theme.ink2
        }
    }
    Row {
        id: keyRow

        x: parent.width - width - Theme.px(28)
        y: row.stacked ? parent.height - height - Theme.px(24) : (parent.height - height) / 2
        spacing: Theme.px(16)

        Repeater {
            model: row.keys.length

            SecondaryKey {
                required property int index
                readonly property var key: row.keys[index] || ({})

                objectName: key.name || ""
                width: Math.max(Theme.mm(35), implicitWidth)
                height: Theme.mm(19)
                radius: Theme.px(12)
                padding: Theme.px(12)
                gap: Theme.px(10)
                text: key.text || ""
                size: Theme.bar(30)
                iconSize: Theme.bar(30)
                icon: row.icons[index] || ""
                action: key.action || ""
                argument: key.argument
                spoken: Theme.said([row.model.title, text])
            }
        }
    }
}
