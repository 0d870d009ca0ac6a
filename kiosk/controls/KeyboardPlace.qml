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

    function take() {
        board = Desk.keyboard(layout);
        board.parent = place;
    }

    onLayoutChanged: if (board) {
        Desk.shelve(board);
        take();
    }
    Component.onCompleted: take()
    Component.onDestruction: if (mine) Desk.shelve(board)

    Binding { target: place.board; when: place.mine; property: "width"; value: place.width }
    Binding { target: place.board; when: place.mine && place.layout === "kana"; property: "katakana"; value: place.katakana }
    Binding { target: place.board; when: place.mine && place.digits; property: "keyHeight"; value: place.keyHeight }
    Binding { target: place.board; when: place.mine && place.digits; property: "gap"; value: place.gap }
    Binding { target: place.board; when: place.mine && place.digits; property: "flash"; value: place.flash }
    Connections {
        target: place.mine ? place.board : null

        function onTyped(key: string) { place.typed(key); }
    }
}
