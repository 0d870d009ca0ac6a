pragma ComponentBehavior: Bound
import QtQuick
import "../controls"

// Which life event: tiles with one base line per row.
Page {
    id: page

    readonly property var tiles: body.tiles || []
    property int made: 0               // a Repeater has its count before its items
    readonly property int columns: Theme.wide && tiles.length > 4 ? 3 : 2
    readonly property real gap: Theme.px(Theme.wide ? 20 : 24)
    readonly property real tileHeight: {
        let most = 0;
        for (let i = 0; made > 0 && i < repeater.count; i++) {
            const item = repeater.itemAt(i);
            most = Math.max(most, item ? item.implicitHeight : 0);
        }
        return most;
    }

    needed: Math.ceil(tiles.length / columns) * (tileHeight + gap) - gap

    Repeater {
        id: repeater

        model: page.tiles.length
        onItemAdded: page.made++

        EventTile {
            required property int index

            option: page.tiles[index] || ({})
            x: index % page.columns * (width + page.gap)
            y: Math.floor(index / page.columns) * (page.tileHeight + page.gap)
            width: Math.floor((page.stage.width - (page.columns - 1) * page.gap) / page.columns)
            height: page.tileHeight
        }
    }
}
