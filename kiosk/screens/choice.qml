import QtQuick
import "../controls"

// One question with answers to choose from.
Page {
    id: page

    pageable: true
    needed: list.wanted
    pageRoom: Theme.low ? Math.max(Theme.mm(60), list.least) : Theme.mm(60)

    ChoiceList {
        id: list

        width: page.stage.width
        available: page.stageHeight
        question: page.titleText
        options: page.body.options || []
        several: page.body.several === true
        // Beside the rail four answers have room; two columns save a fifth one from a second page.
        columns: Theme.large ? 1 : Theme.low && options.length > 3 ? (Theme.scale > 1 ? 1 : 2) : Theme.wide && options.length > 4 ? 2 : page.body.columns || 1
    }
}
