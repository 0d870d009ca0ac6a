import QtQuick
import "../controls"

// はい left, いいえ right, わからない under both.
Page {
    id: page

    readonly property bool unsure: !!body.dontKnow
    readonly property real unsureHeight: unsure ? dontKnow.implicitHeight + unsureGap : 0
    readonly property real unsureGap: Theme.px(Theme.wide || Theme.large ? 20 : 52)
    readonly property real tileHeight: Math.min(Math.max(yes.implicitHeight, no.implicitHeight),
        Math.max(stageHeight - unsureHeight, Theme.mm(60)))

    // Not from the height that is left, which follows from this: the lead is folded before the tiles get low.
    needed: Math.min(Math.max(yes.implicitHeight, no.implicitHeight), Theme.mm(90)) + unsureHeight

    YesNoTile {
        id: yes

        option: page.body.yes || ({})
        width: Math.floor((page.stage.width - Theme.px(24)) / 2)
        height: page.tileHeight
    }
    YesNoTile {
        id: no

        option: page.body.no || ({})
        x: page.stage.width - width
        width: yes.width
        height: page.tileHeight
    }
    ChoiceCard {
        id: dontKnow

        visible: page.unsure
        option: page.body.dontKnow || ({})
        y: page.tileHeight + page.unsureGap
        width: page.stage.width
        height: implicitHeight
    }
}
