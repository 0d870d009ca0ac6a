pragma ComponentBehavior: Bound
import QtQuick

// 「なぜ聞くの？」: a chip that opens the reason in place.
Item {
    id: box

    property string title: ""
    property string reason: ""
    property bool open: false
    property bool asked: false         // a person opened it: it may cover the answers
    property bool closable: false      // says so while the box covers the answers
    property bool chipped: true        // low reach: the chip is a tool of the bottom bar
    readonly property real chipWidth: Math.min(width, chipText.implicitWidth + chipIcon.width + Theme.px(78))
    readonly property real chipHeight: Theme.px(Theme.large ? 92 : 72)

    implicitHeight: open ? answer.height : chipHeight

    Pressable {
        visible: !box.open && box.chipped
        objectName: "key.reason"
        height: box.chipHeight
        width: box.chipWidth
        radius: height / 2
        lipHeight: 0
        spoken: box.title
        onTriggered: {
            box.asked = true;
            box.open = true;
        }

        Icon {
            id: chipIcon

            x: Theme.px(32)
            anchors.verticalCenter: parent.verticalCenter
            name: "q"
            size: Theme.text(34)
        }
        Label {
            id: chipText

            x: chipIcon.x + chipIcon.width + Theme.px(12)
            anchors.verticalCenter: parent.verticalCenter
            width: box.width - x
            text: box.title
            size: Theme.text(30)
            line: 1.4
        }
    }

    Loader {
        id: answer

        active: box.open
        sourceComponent: opened
    }
    Component {
        id: opened

        Pressable {
            objectName: "key.reason.close"
            width: box.width
            height: head.contentHeight + body.contentHeight + Theme.px(52)
            radius: Theme.px(18)
            lipHeight: 0
            outlined: false
            fill: Theme.tint
            spoken: Theme.said([box.title, box.reason])
            onTriggered: box.open = false

            Icon {
                x: Theme.px(32)
                y: head.y + (head.lineHeight - height) / 2
                name: "q"
                size: Theme.text(36)
                color: Theme.accent
            }
            Label {
                id: head

                x: Theme.px(32) + Theme.text(36) + Theme.px(16)
                y: Theme.px(24)
                // As if it could always be closed: its height must not follow from whether it covers the answers.
                width: parent.width - x - Theme.px(24) - closing.width
                text: box.title
                size: Theme.text(30)
                line: 1.4
                bold: true
                color: Theme.accent
            }
            Item {
                id: closing

                visible: box.closable
                x: parent.width - width - Theme.px(28)
                y: head.y
                width: closeWord.x + closeWord.implicitWidth
                height: head.lineHeight

                Icon {
                    name: "cross"
                    size: Theme.bar(34)
                    color: Theme.accent
                    anchors.verticalCenter: parent.verticalCenter
                }
                Label {
                    id: closeWord

                    x: Theme.bar(34) + Theme.px(8)
                    anchors.verticalCenter: parent.verticalCenter
                    text: Theme.words.close || ""
                    size: Theme.bar(30)
                    line: 1.4
                    bold: true
                    color: Theme.accent
                }
            }
            Label {
                id: body

                x: Theme.px(32)
                y: head.y + head.contentHeight + Theme.px(4)
                width: parent.width - 2 * x
                text: box.reason
            }
        }
    }
}
