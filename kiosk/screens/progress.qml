import QtQuick
import "../controls"

// Something runs: what is done, what runs now, what is still to come; in words, never per cent.
Page {
    id: page

    readonly property var steps: body.steps || []

    bannerBelow: true
    needed: list.usedHeight

    PagedColumn {
        id: list

        width: page.stage.width
        available: page.stageHeight
        view: page.view
        gap: Theme.px(28)

        Rectangle {
            id: figure

            readonly property real gapBefore: -1
            readonly property bool skipped: !page.body.figure
            readonly property int done: page.steps.filter(step => step.state === "done").length

            visible: !skipped
            width: list.width
            implicitHeight: words.contentHeight + Theme.px(132)
            radius: Theme.px(18)
            color: Theme.surface
            border.width: Theme.px(2)
            border.color: Theme.hair

            Label {
                id: words

                x: Theme.px(40)
                y: Theme.px(32)
                width: parent.width - 2 * x
                text: page.body.figure || ""
                size: Theme.text(46)
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
            model: page.view.banner || null
        }
    }
}
