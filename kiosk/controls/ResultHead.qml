pragma ComponentBehavior: Bound
import QtQuick

// The number of the visit, what to do with it in numbered steps, and the code for the counter.
Rectangle {
    id: head

    property string number: ""
    property string numberLabel: ""
    property var steps: []
    property var qr: []
    property real gapBefore: -1
    readonly property real pad: Theme.px(40)
    // Not what is visible: on another page nothing is, and the heights must stay.
    readonly property bool coded: !!qr && qr.length > 0
    readonly property bool stacked: Theme.large || (coded && !Theme.wide)
    readonly property real qrSpace: coded ? code.width + Theme.px(28) : 0
    readonly property real leftWidth: Math.max(label.implicitWidth, digits.implicitWidth)
    readonly property real stepsX: stacked ? pad : pad + leftWidth + Theme.px(72)
    readonly property real stepsWidth: width - stepsX - pad + Theme.px(12) - (stacked ? 0 : qrSpace)
    readonly property real leftHeight: label.contentHeight + digits.contentHeight

    implicitHeight: stacked
        ? Math.max(leftHeight, coded ? code.height : 0) + list.height + Theme.px(80)
        : Math.max(Theme.mm(58), leftHeight + Theme.px(56), list.height + Theme.px(56),
            coded ? code.height + Theme.px(40) : 0)
    radius: Theme.px(18)
    color: Theme.accent

    Item {
        id: left

        x: head.pad
        y: head.stacked ? Theme.px(30) : (head.height - head.leftHeight) / 2
        width: head.leftWidth
        height: head.leftHeight

        Label {
            id: label

            text: head.numberLabel
            line: 1.3
            color: Theme.accentInk
        }
        Label {
            id: digits

            y: label.contentHeight
            text: head.number
            size: head.number.length > 5 ? Theme.text(72) : Theme.wide ? Theme.px(112) : Theme.text(112)
            line: 1.1
            bold: true
            color: Theme.accentInk
            font.letterSpacing: Theme.px(4)
            Accessible.ignored: false
            Accessible.role: Accessible.StaticText
            Accessible.name: head.numberLabel + " " + head.number
        }
    }
    Rectangle {
        visible: !head.stacked && head.steps.length > 0
        x: head.pad + head.leftWidth + Theme.px(34)
        y: Theme.px(44)
        width: Theme.px(2)
        height: parent.height - 2 * y
        color: Theme.accentInk
        opacity: 0.5
    }
    Column {
        id: list

        x: head.stepsX
        y: head.stacked ? left.y + Math.max(head.leftHeight, coded ? code.height : 0) + Theme.px(16)
            : (head.height - height) / 2
        width: head.stepsWidth
        spacing: Theme.px(8)

        Repeater {
            model: head.steps.length

            Item {
                id: step

                required property int index

                width: list.width
                height: Math.max(Theme.px(50), words.contentHeight)

                Rectangle {
                    y: (words.lineHeight - height) / 2
                    width: Theme.text(30) + Theme.px(14)
                    height: width
                    radius: width / 2
                    color: Theme.accentInk

                    Label {
                        anchors.centerIn: parent
                        text: String(step.index + 1)
                        size: Theme.text(28)
                        line: 1.2
                        bold: true
                        japanese: true
                        color: Theme.accent
                    }
                }
                Label {
                    id: words

                    x: Theme.text(30) + Theme.px(30)
                    width: parent.width - x
                    text: head.steps[step.index] || ""
                    size: Theme.text(head.qr && head.qr.length ? 34 : 36)
                    line: 1.36
                    bold: true
                    color: Theme.accentInk
                }
            }
        }
    }
    QrCode {
        id: code

        rows: head.qr || []
        wanted: Theme.px(220)
        x: head.width - width - Theme.px(20)
        y: head.stacked ? Theme.px(20) : (head.height - height) / 2
    }
}
