import QtQuick

// Where a keyboard of the desk stands while this screen is shown. Keyboards have a hundred keys, which take
// longer to make than a frame: they are made once and lent.
Item {
    id: place

    property string layout: "kana"     // kana | latin | digits
    property bool katakana: false
    property bool converts: true
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
        if (visible) {
            board.parent = place;
            tell();
        }
    }

    // By hand: bindings would reach the keyboard of the layout before, between one change and the next.
    function tell() {
        if (!board || board.parent !== place)
            return;
        board.width = width;
        if (board === Desk.keyboards["digits"]) {
            board.keyHeight = keyHeight;
            board.gap = gap;
            board.flash = flash;
        } else if (board === Desk.keyboards["kana"]) {
            board.katakana = katakana;
            board.converts = converts;
        }
    }

    onLayoutChanged: if (board) {
        if (mine)
            Desk.shelve(board);
        take();
    }
    onVisibleChanged: if (visible) take()
    onWidthChanged: tell()
    onKatakanaChanged: tell()
    onConvertsChanged: tell()
    onKeyHeightChanged: tell()
    onGapChanged: tell()
    onFlashChanged: tell()
    Component.onCompleted: take()
    Component.onDestruction: if (mine) Desk.shelve(board)

    Connections {
        target: place.mine ? place.board : null

        function onTyped(key: string) { place.typed(key); }
    }
}
