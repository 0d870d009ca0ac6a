pragma ComponentBehavior: Bound
import QtQuick

// One answer to look over: label, value, and (with a name) the key that changes it.
Item {
    id: row

    property var model: ({})           // {name, label, value, reading, undecided, edit, action, argument, isName}
    property real gapBefore: -1
    property string group: "rows"
    property bool first: false
    property bool labelAbove: Theme.scale > 1
    property bool alone: false         // the only row: larger, with a card beside it
    readonly property real valueSize: Theme.spoken(model.value || "").length > 40 ? 34
        : alone ? 50 : labelAbove && !Theme.large ? (model.isName === true ? 44 : 40) : 36
    readonly property bool undecided: !!model.undecided
    readonly property real doubtWidth: undecided ? Theme.text(40) + Theme.px(12) : 0
    readonly property real readingHeight: reading.item ? (reading.item as Label).contentHeight : 0
    readonly property bool hasKey: !!model.edit
    readonly property bool hasPicture: !!model.picture
    readonly property real pictureHeight: hasPicture ? Theme.px(model.pictureTall ? 240 : 72) : 0
    readonly property real valueX: alone ? Theme.px(172) : labelAbove ? Theme.px(35) : Theme.px(296)
    readonly property real valueWidth: width - valueX - Theme.px(24)
        - (hasKey ? edit.width + Theme.px(24) : 0) - doubtWidth

    implicitHeight: Math.max(Theme.mm(alone ? (Theme.wide ? 34 : 48) : labelAbove ? 29 : 27), Theme.px(labelAbove ? 48 : 32)
        + (labelAbove ? label.contentHeight : 0)
        + Math.max(value.contentHeight, labelAbove ? 0 : label.contentHeight)
        + readingHeight + (hasPicture ? pictureHeight + Theme.px(12) : 0))

    Rectangle {
        visible: !row.first
        x: Theme.px(35)
        width: parent.width - x - Theme.px(24)
        height: Theme.px(2)
        color: Theme.hair
    }
    Loader {
        active: row.alone
        x: Theme.px(42)
        anchors.verticalCenter: parent.verticalCenter
        sourceComponent: Icon {
            name: "card"
            size: Theme.px(92)
            stroke: 2.4
            color: Theme.accent
        }
    }
    Label {
        id: label

        x: row.alone ? row.valueX : Theme.px(35)
        y: row.labelAbove ? block.y : value.contentHeight > label.contentHeight * 1.5 ? block.y + Theme.px(2)
            : (row.height - height) / 2
        width: row.labelAbove ? row.width - x - Theme.px(48) - (row.hasKey ? edit.width : 0)
            : row.valueX - x - Theme.px(16)
        text: row.model.label || ""
        size: Theme.whole(Theme.text(row.labelAbove && !row.alone ? 28 : 32), text, false, width)
        line: row.labelAbove ? 1.4 : 1.3
        color: Theme.ink2
    }
    Item {
        id: block

        x: row.valueX
        width: row.valueWidth
        height: (row.labelAbove ? label.contentHeight : 0) + value.contentHeight
            + row.readingHeight + (row.hasPicture ? row.pictureHeight + Theme.px(12) : 0)
        y: (row.height - height) / 2

        Loader {
            active: row.undecided
            y: value.y + (value.lineHeight - height) / 2
            sourceComponent: Icon {
                name: "q"
                size: Theme.text(40)
                color: Theme.wait
            }
        }
        NameText {
            id: value

            isName: row.model.isName === true
            x: row.doubtWidth
            y: row.labelAbove ? label.contentHeight : 0
            width: row.valueWidth
            text: row.model.value || ""
            size: Theme.text(row.valueSize)
            line: 1.36
            inkColor: row.undecided ? Theme.wait : Theme.ink
        }
        Loader {
            id: reading

            active: !!row.model.reading
            y: value.y + value.contentHeight
            width: row.valueWidth
            sourceComponent: Label {
                text: row.model.reading || ""
                size: Theme.wide ? Theme.bar(30) : Theme.text(30)
                line: 1.4
                color: Theme.ink2
            }
        }
    }
    // What is printed on the card, to compare with the letters over it.
    Loader {
        active: row.hasPicture
        x: row.valueX
        y: block.y + block.height - row.pictureHeight
        sourceComponent: Rectangle {
            width: picture.width + Theme.px(24)
            height: row.pictureHeight
            color: "white"
            border.width: Theme.px(2)
            border.color: Theme.hair

            Image {
                id: picture

                anchors.centerIn: parent
                readonly property real ratio: implicitHeight > 0 ? implicitWidth / implicitHeight : 1
                height: Math.min(parent.height - Theme.px(16), (row.valueWidth - Theme.px(24)) / ratio)
                width: height * ratio
                source: row.model.picture || ""
                smooth: true
            }
        }
    }
    Loader {
        id: edit

        active: row.hasKey
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(24)
        anchors.verticalCenter: parent.verticalCenter
        sourceComponent: SecondaryKey {
            objectName: row.model.name || ""
            width: Math.max(Theme.mm(38), implicitWidth)
            height: Theme.mm(19)
            radius: Theme.px(12)
            padding: Theme.px(12)
            gap: Theme.px(10)
            text: row.model.edit || ""
            size: Theme.bar(30)
            iconSize: Theme.bar(30)
            icon: "pen"
            action: row.model.action || "edit"
            argument: row.model.argument
            spoken: Theme.said([row.model.label, text])
        }
    }
}
