import QtQuick

// Where a keyboard of the desk stands while this screen is shown. Keyboards have a hundred keys, which take
// longer to make than a frame: they are made once and lent.
Item {
    id: place

    property string layout: "kana"     // kana | latin | digits
    property bool katakana: false
    property real keyHeight: 0
    property real gap: Theme.px(20)
    property int flash: 0
    property Item board: null
    readonly property bool digits: layout === "digits"
    readonly property bool mine: !!board && board.parent === place

    signal typed(string key)

    implicitHeight: digits ? 4 * keyHeight + 3 * gap : board ? board.implicitHeight : 0

    // A place on a screen that is made ahead knows its keyboard, and has it only when it is seen.
    function take() {
        board = Desk.keyboard(layout);
        if (visible)
            board.parent = place;
    }

    onLayoutChanged: if (board) {
        if (mine)
            Desk.shelve(board);
        take();
    }
    onVisibleChanged: if (visible) take()
    Component.onCompleted: take()
    Component.onDestruction: if (mine) Desk.shelve(board)

    // Not to what it was: the place that takes it says what it is to be.
    component Lent: Binding {
        target: place.board
        restoreMode: Binding.RestoreNone
    }

    Lent { when: place.mine; property: "width"; value: place.width }
    Lent { when: place.mine && place.layout === "kana"; property: "katakana"; value: place.katakana }
    Lent { when: place.mine && place.digits; property: "keyHeight"; value: place.keyHeight }
    Lent { when: place.mine && place.digits; property: "gap"; value: place.gap }
    Lent { when: place.mine && place.digits; property: "flash"; value: place.flash }
    Connections {
        target: place.mine ? place.board : null

        function onTyped(key: string) { place.typed(key); }
    }
}
