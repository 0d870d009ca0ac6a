pragma ComponentBehavior: Bound
import QtQuick
import "../controls"

// はい left, いいえ right, わからない under both.
Page {
    id: page

    readonly property var others: body.others || []
    readonly property real otherHeight: made > 0 && cards.itemAt(0) ? Math.max(...others.map((_, i) =>
        cards.itemAt(i) ? cards.itemAt(i).implicitHeight : 0)) : 0
    readonly property int otherRows: others.length > 1 && Theme.wide ? 1 : others.length
    readonly property real unsureHeight: otherRows > 0 ? otherRows * (otherHeight + Theme.px(20)) - Theme.px(20) + unsureGap : 0
    property int made: 0               // a Repeater has its count before its items
    readonly property real unsureGap: Theme.px(Theme.wide || Theme.large || Theme.low ? 20 : 52)
    readonly property real tileHeight: Math.min(Math.max(yes.implicitHeight, no.implicitHeight),
        Math.max(stageHeight - unsureHeight, Theme.mm(60)))

    // Not from the height that is left, which follows from this: the lead is folded before the tiles get low.
    needed: Theme.mm(Theme.low ? 70 : 90) + unsureHeight
    readonly property bool tight: Theme.low || stageHeight - unsureHeight < Theme.mm(80)

    YesNoTile {
        id: yes

        tight: page.tight
        option: page.body.yes || ({})
        width: Math.floor((page.stage.width - Theme.px(24)) / 2)
        height: page.tileHeight
    }
    YesNoTile {
        id: no

        tight: page.tight
        option: page.body.no || ({})
        x: page.stage.width - width
        width: yes.width
        height: page.tileHeight
    }
    Repeater {
        id: cards

        model: page.others.length
        onItemAdded: page.made++

        ChoiceCard {
            required property int index

            option: page.others[index] || ({})
            half: page.otherRows < page.others.length
            x: half ? index * (width + Theme.px(24)) : 0
            y: page.tileHeight + page.unsureGap + (half ? 0 : index * (page.otherHeight + Theme.px(20)))
            width: half ? Math.floor((page.stage.width - Theme.px(24)) / 2) : page.stage.width
            height: page.otherHeight
        }
    }
}
