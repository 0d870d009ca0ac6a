import QtQuick

// One thing to bring.
Item {
    id: row

    property string text: ""
    property real gapBefore: -1
    property string group: "bring"
    property bool first: false
    readonly property real pad: Theme.px(36)

    implicitHeight: words.contentHeight + Theme.px(Theme.wide ? 24 : 32)

    Rectangle {
        visible: !row.first
        x: row.pad
        width: row.width - 2 * row.pad
        height: Theme.px(2)
        color: Theme.hair
    }
    Rectangle {
        x: row.pad + Theme.px(8)
        y: words.y + (words.lineHeight - height) / 2
        width: Theme.px(10)
        height: width
        radius: width / 2
        color: Theme.accent
    }
    Label {
        id: words

        x: row.pad + Theme.px(36)
        y: Theme.px(Theme.wide ? 12 : 16)
        width: row.width - x - row.pad
        text: row.text
        size: Theme.wide ? Theme.bar(30) : Theme.text(30)
        line: 1.4
    }
}
