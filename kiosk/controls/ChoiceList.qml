pragma ComponentBehavior: Bound
import QtQuick

// The answers of a question, in one or two columns; わからない stands apart (beside どれもない where
// several may be taken, so that both are on the first page of a long list).
PagedColumn {
    id: list

    property var options: []
    property int columns: 1
    property bool several: false       // more than one may be taken
    property real apartGap: Theme.px(Theme.wide || Theme.large || Theme.low ? 20 : 52)

    // A question that is opened again shows the page of its answer.
    property string question: ""
    onQuestionChanged: afterwards.restart()

    // Not Qt.callLater: that would still come when the screen is gone.
    Timer {
        id: afterwards

        interval: 0
        onTriggered: list.showSelected()
    }

    function showSelected() {
        page = 0;
        for (let i = 0; i < cards.count; i++) {
            const card = cards.itemAt(i) as ChoiceCard;
            if (card && card.selected)
                page = pageOf(card);
        }
    }

    Repeater {
        id: cards

        model: list.options ? list.options.length : 0

        ChoiceCard {
            required property int index

            option: list.options[index] || ({})
            several: list.several && !option.apart
            half: list.columns === 2 && (!option.apart || list.several)
            gapBefore: option.apart ? list.apartGap : -1
            width: half ? list.halfWidth : list.width
        }
    }
}
