import QtQuick
import "../controls"

// One question with answers to choose from.
Page {
    id: page

    pageable: true
    needed: list.wanted

    ChoiceList {
        id: list

        width: page.stage.width
        available: page.stageHeight
        question: page.titleText
        options: page.body.options || []
        columns: page.body.columns || 1
    }
}
