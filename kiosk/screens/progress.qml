pragma ComponentBehavior: Bound
import QtQuick
import "../controls"

// Something runs: what is done, what runs now, what is still to come; in words, never per cent.
Page {
    id: page

    readonly property var steps: body.steps || []

    bannerBelow: !Theme.wide || Theme.large
    pageable: true
    needed: list.wanted

    // The running step is always in view.
    function follow() {
        const now = steps.findIndex(step => step.state === "now");
        if (now >= 0 && rows.itemAt(now))
            list.page = list.pageOf(rows.itemAt(now));
    }

    onStepsChanged: afterwards.restart()

    // Not Qt.callLater: that would still come when the screen is gone.
    Timer {
        id: afterwards

        interval: 0
        onTriggered: page.follow()
    }

    PagedColumn {
        id: list

        onPagesChanged: afterwards.restart()

        width: page.stage.width
        available: page.stageHeight
        gap: Theme.px(28)

        Rectangle {
            id: figure

            readonly property real gapBefore: -1
            readonly property bool skipped: !page.body.figure
            // A figure that begins with the count ("3枚 出ました") shows it large.
            readonly property var parts: counted && String(page.body.figure).startsWith(String(done))
                ? ["", String(done), String(page.body.figure).slice(String(done).length)]
                : ["", "", page.body.figure || ""]
            readonly property bool counted: page.body.total !== undefined
            readonly property int done: counted ? page.body.done || 0
                : page.steps.filter(step => step.state === "done").length
            readonly property int total: counted ? page.body.total : page.steps.length

            visible: !skipped
            width: list.width
            implicitHeight: words.contentHeight + Theme.px(Theme.wide ? 128 : 152)
            radius: Theme.px(18)
            color: Theme.surface
            border.width: Theme.px(2)
            border.color: Theme.hair

            Label {
                id: number

                x: Theme.px(40)
                y: words.y + words.lineHeight - height + Theme.px(16)
                text: figure.parts[1]
                size: Theme.text(80)
                line: 1.2
                bold: true
                color: Theme.accent
            }
            Label {
                id: words

                x: Theme.px(40) + (number.text === "" ? 0 : number.implicitWidth + Theme.px(20))
                y: Theme.px(Theme.wide ? 36 : 48)
                width: parent.width - x - Theme.px(40)
                text: figure.parts[2]
                size: Theme.text(36)
                line: 1.3
                bold: true
            }
            Rectangle {
                x: Theme.px(40)
                y: words.y + words.height + Theme.px(28)
                width: parent.width - 2 * x
                height: Theme.mm(7)
                radius: height / 2
                color: Theme.tint2

                Rectangle {
                    width: Math.max(figure.done > 0 ? height : 0, parent.width * Math.min(1, figure.done / Math.max(1, figure.total)))
                    height: parent.height
                    radius: height / 2
                    color: Theme.accent
                }
            }
        }
        Repeater {
            id: rows

            model: page.steps.length

            StepRow {
                required property int index

                step: page.steps[index] || ({})
                first: index === 0
                width: list.width
            }
        }
        Banner {
            width: list.width
            model: page.bannerBelow ? page.view.banner || null : null
        }
    }
}
