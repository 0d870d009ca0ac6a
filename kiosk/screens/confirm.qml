pragma ComponentBehavior: Bound
import QtQuick
import "../controls"

// What was read, to look over; with options when something about it is asked.
Page {
    id: page

    readonly property var rows: body.rows || []
    readonly property var options: body.options || []

    bannerBelow: !Theme.wide
    pageable: true
    needed: list.wanted

    PagedColumn {
        id: list

        width: page.stage.width
        available: page.stageHeight

        Repeater {
            model: page.rows.length

            ReviewRow {
                required property int index

                model: page.rows[index] || ({})
                first: index === 0
                labelAbove: alone || !Theme.wide || Theme.large
                alone: page.rows.length === 1
                width: list.width
            }
        }
        Repeater {
            model: page.options.length

            ChoiceCard {
                required property int index

                option: page.options[index] || ({})
                // Forms of a letter stand side by side.
                half: option.glyph === true
                gapBefore: index === 0 || half && index === 1 ? Theme.px(Theme.wide ? 28 : 48) : -1
                width: half ? list.halfWidth : list.width
            }
        }
        Banner {
            width: list.width
            icon: page.view.banner && page.view.banner.tone === "info" ? "lock" : ""
            gapBefore: Theme.px(28)
            model: page.bannerBelow ? page.view.banner || null : null
        }
    }
}
