pragma ComponentBehavior: Bound
import QtQuick
import "../controls"

// The end: not finished yet, the number, what to do in steps, and the list for the counters.
Page {
    id: page

    readonly property var rows: body.rows || []
    readonly property var columns: body.columns || []
    readonly property var keys: body.pageKeys || null

    bannerBelow: !Theme.wide || Theme.large
    pageable: true
    needed: list.wanted

    PagedColumn {
        id: list

        width: page.stage.width
        available: page.stageHeight
        gap: Theme.px(28)
        pageText: page.body.pageText || ""
        outerUp: page.keys ? page.keys.up || null : null
        outerDown: page.keys ? page.keys.down || null : null
        outerPage: page.body.page || 1
        outerPages: page.body.pages || 1

        ResultHead {
            width: list.width
            number: page.body.number || ""
            numberLabel: page.body.numberLabel || ""
            steps: page.body.steps || []
            qr: page.body.qr || []
        }
        Label {
            readonly property real gapBefore: -1
            readonly property bool keepWithNext: true
            readonly property bool skipped: text === ""

            visible: !skipped
            width: list.width
            text: page.body.listTitle || ""
            size: Theme.text(34)
            line: 1.4
            bold: true
            color: Theme.accent
        }
        Rectangle {
            id: heads

            readonly property real gapBefore: Theme.px(14)
            readonly property string group: "rows"
            readonly property bool keepWithNext: true
            readonly property bool skipped: page.columns.length === 0 || page.rows.length === 0 || Theme.large
            readonly property real inner: width - 2 * Theme.px(36)
            readonly property var starts: [0, Math.round(inner * 0.34), Math.round(inner * 0.665)]

            visible: !skipped
            width: list.width
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
                model: page.columns.length

                Item {
                    required property int index

                    x: Theme.px(36) + heads.starts[index]
                    height: heads.height

                    Icon {
                        id: mark

                        name: ["pin", "clock", "bag"][parent.index] || ""
                        size: Theme.px(36)
                        color: Theme.accent
                        anchors.verticalCenter: parent.verticalCenter
                    }
                    Label {
                        x: mark.width + Theme.px(10)
                        anchors.verticalCenter: parent.verticalCenter
                        text: page.columns[parent.index] || ""
                        size: Theme.text(30)
                        line: 1.4
                        bold: true
                        color: Theme.accent
                    }
                }
            }
        }
        Repeater {
            model: page.rows.length

            ResultRow {
                required property int index

                model: page.rows[index] || ({})
                first: index === 0
                width: list.width
            }
        }
        Label {
            readonly property real gapBefore: -1
            readonly property bool skipped: text === ""

            visible: !skipped
            width: list.width
            text: page.body.note || ""
            color: Theme.ink2
        }
        Banner {
            width: list.width
            model: page.bannerBelow ? page.view.banner || null : null
        }
    }
}
