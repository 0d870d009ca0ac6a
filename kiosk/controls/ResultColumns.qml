pragma ComponentBehavior: Bound
import QtQuick

// The heads of the columns over the things to do at the counters, or the one head of another list.
Rectangle {
    id: heads

    property var columns: []
    property var icons: ["pin", "clock", "person"]
    readonly property real inner: width - 2 * Theme.px(36)
    readonly property var starts: [0, Math.round(inner * 0.34), Math.round(inner * 0.665)]

    implicitHeight: Theme.px(74)
    radius: Theme.px(18)
    color: Theme.tint
    border.width: Theme.px(2)
    border.color: Theme.hair

    // Square at the bottom, where the rows go on.
    Rectangle {
        x: Theme.px(2)
        y: parent.height / 2
        width: parent.width - 2 * x
        height: parent.height / 2
        color: Theme.tint
    }
    Repeater {
        model: heads.columns.length

        Item {
            required property int index

            x: Theme.px(36) + heads.starts[index]
            height: heads.height

            Icon {
                id: mark

                name: heads.icons[parent.index] || ""
                size: Theme.px(36)
                color: Theme.accent
                anchors.verticalCenter: parent.verticalCenter
            }
            Label {
                x: mark.width + Theme.px(10)
                anchors.verticalCenter: parent.verticalCenter
                text: heads.columns[parent.index] || ""
                size: Theme.text(30)
                line: 1.4
                bold: true
                color: Theme.accent
            }
        }
    }
}
