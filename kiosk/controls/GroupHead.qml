import QtQuick

// The name of a group of rows, with its icon.
Item {
    id: head

    property string title: ""
    property string icon: ""

    implicitHeight: label.contentHeight

    Icon {
        visible: head.icon !== ""
        name: head.icon
        size: Theme.text(40)
        color: Theme.accent
        y: (label.lineHeight - height) / 2
    }
    Label {
        id: label

        x: head.icon !== "" ? Theme.text(40) + Theme.px(14) : 0
        width: parent.width - x
        text: head.title
        size: Theme.text(34)
        line: 1.4
        bold: true
        color: Theme.accent
    }
}
