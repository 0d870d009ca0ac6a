pragma ComponentBehavior: Bound
import QtQuick
import "../controls"

// Which life event: tiles two in a row, with one base line per row; what does not fit stands on the next page.
Page {
    id: page

    readonly property var tiles: body.tiles || []
    // Large words have no room side by side on a lying screen.
    readonly property bool lying: Theme.wide && Theme.large

    pageable: true
    needed: list.wanted

    PagedColumn {
        id: list

        width: page.stage.width
        available: page.stageHeight

        Repeater {
            model: page.tiles.length

            EventTile {
                required property int index
                readonly property real gapBefore: -1
                readonly property bool half: !page.lying

                option: page.tiles[index] || ({})
                lying: page.lying
                width: half ? list.halfWidth : list.width
            }
        }
    }
}
