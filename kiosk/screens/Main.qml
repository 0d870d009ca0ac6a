import QtQuick
import QtQuick.Window
import "../controls"

// The window of the kiosk: bars that never move, and one screen file per kind of view.
//
// Context properties that the engine needs before this file is loaded:
//   backend  QObject: property `view` (QVariantMap, notify viewChanged; the ScreenView), slots
//            act(str action, str argument), pinDigit(int), pinErase(), pinClear(); optional slot
//            nameSvg(str text, str colour) -> str, outlines of names with variation selectors
//   theme    map: pxPerMm (real), width, height (real, px); optional motion (bool, default true)
// Geometry and visibility of the window are set from Python (never Window.FullScreen here: injected
// touches would miss on the offscreen platform). The PIN comes here as a length only.
Window {
    id: root

    readonly property var view: backend.view
    property string shownAs: ""
    property Item shown: null          // the screen on the panel
    property Item ahead: null          // the one that つぎへ would bring, if it is made
    property string aheadAs: ""
    property string aheadView: ""
    readonly property var kinds: ["attract", "purpose", "card", "card_numbers", "pin", "progress", "confirm", "choice",
        "yes_no", "text", "number", "date", "list", "review", "result", "trouble"]
    property var components: ({})
    readonly property int fadeMilliseconds: 160

    width: theme.width
    height: theme.height
    color: Theme.bg

    Binding { target: Theme; property: "pxPerMm"; value: theme.pxPerMm }
    Binding { target: Theme; property: "width"; value: root.width }
    Binding { target: Theme; property: "height"; value: root.height }
    Binding { target: Theme; property: "motion"; value: theme.motion !== false }

    // Each question gets a screen of its own: to make one is quicker than to bring another question's items
    // into its shape step by step (measured: 8 ms against 20 to 80), and nothing of the question before is on it.
    function show() {
        // First what all screens depend on: a new screen is never made for the old size.
        if (aheadAs !== "" && ![aheadAs, shownAs].includes(nameOf(view)))
            taken("");
        Theme.palette = view.palette || "standard";
        const looks = view.looks || {};
        Theme.asked = looks.text || 1;
        Theme.contrast = looks.contrast || "normal";
        Theme.lowered = looks.low === true;
        Theme.left = looks.left === true;
        Theme.noted = !!view.unread;
        // The words on keys change with the language only; said again, every key would be lettered anew.
        if (Theme.language !== view.language || Theme.words.erase === undefined)
            Theme.words = view.words;
        Theme.language = view.language || "ja";
        if (!kinds.includes(view.kind)) {
            console.warn("unknown kind of screen:", view.kind);
            return;
        }
        const name = nameOf(view);
        if (shown && name === shownAs) {
            shown.view = view;
            return;
        }
        const before = shown;
        shown = taken(name) || component(view.kind).createObject(desk, { "view": view });
        if (before) {
            // Last: a keyboard that goes from one screen to the next is never out of sight, which costs half a frame.
            before.visible = false;
            // Later: to take a screen apart costs as much as a frame.
            before.destroy(2 * fadeMilliseconds);
        }
        if (theme.motion !== false && before)
            fade.restart();
        shownAs = name;
    }

    // The screen that was made ahead, if it is the one that comes.
    function taken(name: string): Item {
        const made = aheadAs === name ? ahead : null;
        if (ahead && !made)
            ahead.destroy();
        ahead = null;
        aheadAs = "";
        if (made) {
            if (JSON.stringify(view) !== aheadView)
                made.view = view;
            made.parent = desk;
        }
        return made;
    }

    // While a hand goes from the answer to つぎへ there is time to make what it brings.
    function lookAhead() {
        const next = backend.ahead, name = nameOf(next), text = JSON.stringify(next);
        if (name === shownAs || text === aheadView && ahead || !kinds.includes(next.kind))
            return;
        taken("");
        ahead = component(next.kind).createObject(shelf, { "view": next });
        aheadAs = name;
        aheadView = text;
    }

    // What makes a screen another one. Work that runs goes on under the same name, whatever its words say.
    function nameOf(view): string {
        const asked = view.question ? [view.question.id].concat(view.question.facts) : [];
        const running = view.kind === "progress" || view.kind === "result";
        const looks = view.looks || {};
        return [view.kind, view.language, looks.text, looks.low, looks.left, running ? "" : view.title].concat(asked).join("|");
    }

    function component(kind: string): Component {
        if (!components[kind] || components[kind].status !== Component.Ready)
            components[kind] = Qt.createComponent(Qt.resolvedUrl(kind + ".qml"));
        return components[kind];
    }

    // A keyboard beside the kiosk, or the tactile pad. Digits of a PIN go on as numbers, never as text.
    function keyed(key: int, text: string): bool {
        Desk.byKeys = true;
        if (path.moved(key))
            return true;
        if (key === Qt.Key_F1 && typeof backend.again === "function") {
            backend.again();
            return true;
        }
        if (key === Qt.Key_F2) {
            Desk.act("look", view.looks.voice ? "voice.off" : "voice.on");
            return true;
        }
        const digit = key >= Qt.Key_0 && key <= Qt.Key_9 ? key - Qt.Key_0 : -1;
        if (view.overlay || view.sheet)
            return false;
        if (view.kind === "pin" && digit >= 0)
            Desk.pinDigit(digit);
        else if (view.kind === "pin" && key === Qt.Key_Backspace)
            Desk.pinErase();
        else if (typing && key === Qt.Key_Backspace)
            Desk.act("key", "erase");
        else if (typing && (digit >= 0 || view.body.keyboard === "latin" && /^[A-Za-z.,'-]$/.test(text)))
            Desk.act("key", text);
        else
            return false;
        return true;
    }

    readonly property bool typing: ["text", "number", "date", "card_numbers"].includes(view.kind)

    onViewChanged: {
        const held = path.current ? path.current.objectName : "";
        show();
        refocus.name = held;
        refocus.restart();
    }
    onActiveFocusItemChanged: path.current = activeFocusItem instanceof Pressable ? activeFocusItem : path.current

    FocusPath {
        id: path

        scene: hands
    }
    Connections {
        target: backend
        ignoreUnknownSignals: true     // a gallery has none

        function onAheadChanged() { lookingAhead.restart(); }
    }
    // In a turn of its own: a touch waits for one of both, the foreseeing or the making.
    Timer {
        id: lookingAhead

        interval: 0
        onTriggered: root.lookAhead()
    }
    // When the screen's rows are made; a finger needs no focus.
    Timer {
        id: refocus

        property string name: ""

        interval: 0
        onTriggered: if (Desk.byKeys) path.keep(name)
    }
    Component.onCompleted: {
        Desk.backend = backend;
        Desk.shelf = shelf;
        show();
    }

    FocusScope {
        id: hands

        anchors.fill: parent
        focus: true
        Keys.onPressed: event => event.accepted = root.keyed(event.key, event.text)

        Item {
            id: desk

            anchors.fill: parent
            visible: !root.view.overlay && !root.view.sheet
        }
        Item {
            id: shelf

            visible: false
        }
        NumberAnimation {
            id: fade

            target: desk
            property: "opacity"
            // Its first frame can be read.
            from: 0.3
            to: 1
            duration: root.fadeMilliseconds
        }
        TopBar {
            visible: !root.view.overlay
            view: root.view
        }
        Rectangle {
            visible: Theme.low && !root.view.overlay
            width: parent.width
            height: Theme.roof
            color: Theme.tint2

            Icon {
                id: lowIcon

                name: "lowr"
                size: Theme.px(44)
                color: Theme.accent
                x: Theme.margin
                y: band.y + (band.lineHeight - height) / 2
            }
            Label {
                id: band

                x: Theme.margin + Theme.px(60)
                y: parent.height - height - Theme.px(28)
                width: Theme.column - Theme.px(60)
                text: Theme.words.low || ""
                size: Theme.bar(30)
                color: Theme.ink
            }
        }
        Label {
            // A lying panel has room between the keys of the bar, an upright one under them.
            readonly property real keyEnd: Theme.left ? (Theme.width + Theme.mm(99)) / 2 : Theme.margin + Theme.mm(71)

            visible: Theme.noted && !root.view.overlay && root.view.kind !== "attract"
            z: 1
            x: Theme.wide ? keyEnd + Theme.px(24) : Theme.margin
            y: Theme.wide ? Theme.bottomBarTop + (Theme.bottomBarHeight - height) / 2 : Theme.height - height - Theme.px(6)
            width: Theme.wide ? (Theme.width - Theme.mm(99)) / 2 - Theme.margin - Theme.mm(71) - Theme.px(48) : Theme.column
            text: root.view.unread || ""
            size: Theme.px(26)
            line: 1.3
            color: Theme.ink2
        }
        Loader {
            active: !!root.view.sheet && !root.view.overlay
            x: 0
            y: Theme.topBarBottom
            width: Theme.width
            height: Theme.bottomBarTop - y
            sourceComponent: Sheet {
                view: root.view
            }
        }
        IdleDialog {
            visible: !!root.view.overlay
            view: root.view
        }
        BottomBar {
            view: root.view
            page: root.shown
        }
        // No screen of a practice passes for a real one.
        Rectangle {
            visible: mark.text !== ""
            x: Theme.margin
            width: mark.implicitWidth + Theme.px(40)
            height: Theme.px(34)
            color: Theme.ink

            Label {
                id: mark

                anchors.centerIn: parent
                text: root.view.practice || ""
                size: Theme.px(24)
                bold: true
                color: Theme.bg
            }
        }
        // Who looks on sees from afar that a member of staff is at it.
        Rectangle {
            visible: root.view.assisted === true
            anchors.fill: parent
            color: "transparent"
            border.width: Theme.mm(2)
            border.color: Theme.accent
        }
    }
    // The other screens are compiled one by one while nobody waits; then the keyboards are made.
    Timer {
        readonly property var layouts: Object.keys(Desk.keyboardFiles)
        property int next: 0

        interval: 30
        repeat: true
        running: next < root.kinds.length + layouts.length
        onTriggered: {
            const kind = root.kinds[next];
            if (kind === undefined)
                Desk.keyboard(layouts[next - root.kinds.length]);
            else if (!root.components[kind])
                root.components[kind] = Qt.createComponent(Qt.resolvedUrl(kind + ".qml"), Component.Asynchronous);
            next += 1;
        }
    }
}
