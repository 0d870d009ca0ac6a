import QtQuick
import "../controls"

// Something runs: what is done, what runs now, what is still to come; in words, never per cent.
Page {
    id: page

    readonly property var steps: body.steps || []

    bannerBelow: !Theme.wide
    needed: list.usedHeight

    // The running step is always in view.
    function follow() {
        const now = steps.findIndex(step => step.state === "now");
        if (now >= 0 && rows.itemAt(now))
            list.page = list.pageOf(rows.itemAt(now));
    }

    onStepsChanged: Qt.callLater(follow)

    PagedColumn {
        id: list

        onPagesChanged: Qt.callLater(page.follow)

        width: page.stage.width
        available: page.stageHeight
        view: page.view
        gap: Theme.px(28)

        Rectangle {
            id: figure

            readonly property real gapBefore: -1
            readonly property bool skipped: !page.body.figure
            // "3枚 出ました": the number large, the rest as words.
            readonly property var parts: /^(\d*)(.*)$/.exec(page.body.figure || "") || ["", "", ""]
            readonly property int done: page.steps.filter(step => step.state === "done").length

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
                    width: Math.max(height, parent.width * figure.done / Math.max(1, page.steps.length))
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
