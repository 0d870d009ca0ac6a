pragma Singleton
import QtQuick

// The way from a key to Python: the backend of Main.qml, set once at start.
QtObject {
    property var backend: null
    property bool byKeys: false        // the last thing used was a keyboard, not a finger
    property Item shelf: null          // hidden, holds the keyboards that no screen shows
    property var keyboards: ({})
    readonly property var keyboardFiles: ({ "kana": "KanaKeyboard", "latin": "LatinKeyboard", "digits": "DigitPad" })

    // One keyboard of each layout for all screens, made when it is first wanted.
    function keyboard(layout: string): Item {
        if (!keyboards[layout]) {
            const made = Qt.createComponent(Qt.resolvedUrl(keyboardFiles[layout] + ".qml"));
            keyboards[layout] = made.createObject(shelf);
        }
        return keyboards[layout];
    }

    function shelve(board: Item) {
        board.parent = shelf;
    }

    function act(action: string, argument: var) {
        if (backend)
            backend.act(action, argument === undefined || argument === null ? "" : String(argument));
    }

    // Outlines of a name as an SVG data URI, decoded; "" where the backend has none.
    function nameSvg(text: string): string {
        if (!backend || typeof backend.nameSvg !== "function")
            return "";
        return decodeURIComponent(backend.nameSvg(text, "#000000").replace(/^data:[^,]*,/, ""));
    }

    function focused(name: string, spoken: string) {
        if (backend && typeof backend.focused === "function")
            backend.focused(name, spoken);
    }

    function pinDigit(digit: int) {
        if (backend)
            backend.pinDigit(digit);
    }

    function pinErase() {
        if (backend)
            backend.pinErase();
    }

    function pinClear() {
        if (backend)
            backend.pinClear();
    }
}
