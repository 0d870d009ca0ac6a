pragma ComponentBehavior: Bound
import QtQuick
import "../controls"

// Which life event: tiles two in a row, with one base line per row; what does not fit stands on the next page.
Page {
    id: page

    readonly property var tiles: body.tiles || []

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
                readonly property bool half: true

                option: page.tiles[index] || ({})
                width: list.halfWidth
            }
        }
    }
}
