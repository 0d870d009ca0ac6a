pragma ComponentBehavior: Bound
import QtQuick

// Boxes, four of them for a PIN: a dot for each digit that went in, never the digit.
Row {
    id: boxes

    property int count: 4
    property int filled: 0
    property real boxHeight: Theme.mm(33)
    readonly property real boxWidth: Math.round(boxHeight * (boxes.count > 4 ? 0.7 : 0.94))

    spacing: Theme.mm(count > 4 ? 3 : 7)
    Accessible.role: Accessible.StaticText
    Accessible.name: filled + "/" + count

    Repeater {
        model: boxes.count

        Rectangle {
            id: box

            required property int index

            width: boxes.boxWidth
            height: boxes.boxHeight
            radius: Theme.px(16)
            color: Theme.surface
            border.width: Theme.px(index === boxes.filled ? 5 : 2)
            border.color: index === boxes.filled ? Theme.accent : Theme.line

            Rectangle {
                anchors.centerIn: parent
                visible: box.index < boxes.filled
                width: Theme.mm(boxes.count > 4 ? 7 : 9)
                height: width
                radius: width / 2
                color: Theme.ink
            }
            Rectangle {
                anchors.centerIn: parent
                visible: box.index === boxes.filled
                width: Theme.px(4)
                height: Theme.px(56)
                color: Theme.accent
            }
        }
    }
}
