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
    readonly property string kind: view.kind
    property string loadedKind: ""
    property Item shown: null          // the screen on the panel
    // Screens with keys for typing are made once, before anybody waits for them: their hundred keys take
    // longer than a frame. They have no pages and follow their view when the next question is of their kind.
    readonly property var keptKinds: ["text", "number", "date", "yes_no"]
    property var kept: ({})
    readonly property var kinds: ["attract", "purpose", "card", "pin", "card_numbers", "progress", "confirm", "choice",
        "yes_no", "text", "number", "date", "review", "result", "trouble"]

    width: theme.width
    height: theme.height
    color: Theme.bg

    Binding { target: Theme; property: "pxPerMm"; value: theme.pxPerMm }
    Binding { target: Theme; property: "width"; value: root.width }
    Binding { target: Theme; property: "height"; value: root.height }
    Binding { target: Theme; property: "motion"; value: theme.motion !== false }

    // A screen keeps its own last view: bindings of a screen that leaves never see the next one's.
    function show() {
        // First what all screens depend on: a new screen is never made for the old size.
        Theme.palette = view.palette || "standard";
        Theme.language = view.language || "ja";
        Theme.large = view.largeText === true;
        Theme.words = view.words;
        const kind = view.kind === "reading" || view.kind === "sending" ? "progress" : view.kind;
        if (kind === loadedKind && shown) {
            shown.view = view;
            return;
        }
        if (!kinds.includes(kind)) {
            console.warn("unknown kind of screen:", kind);
            return;
        }
        loadedKind = kind;
        const before = shown;
        if (keptKinds.includes(kind)) {
            shown = keep(kind);
            shown.view = view;
            shown.visible = true;
            screen.setSource("");
        } else {
            screen.setSource(Qt.resolvedUrl(kind + ".qml"), { "view": view });
            shown = screen.item;
        }
        if (before && before !== shown && Object.values(kept).includes(before))
            before.visible = false;
        if (theme.motion !== false)
            fade.restart();
    }

    function keep(kind: string): Item {
        if (!kept[kind]) {
            const made = Qt.createComponent(Qt.resolvedUrl(kind + ".qml"));
            kept[kind] = made.createObject(desk, { "view": { "kind": kind, "language": view.language }, "visible": false });
        }
        return kept[kind];
    }

    onViewChanged: show()
    Component.onCompleted: {
        Desk.backend = backend;
        show();
    }

    Item {
        id: desk

        anchors.fill: parent
        visible: !root.view.overlay

        Loader {
            id: screen

            anchors.fill: parent
            focus: true
        }
    }
    NumberAnimation {
        id: fade

        target: desk
        property: "opacity"
        from: 0
        to: 1
        duration: 160
    }
    TopBar {
        visible: !root.view.overlay
        view: root.view
    }
    IdleDialog {
        visible: !!root.view.overlay
        view: root.view
    }
    BottomBar {
        view: root.view
    }

    // The other screens are compiled one by one while nobody waits; then those that are kept are made.
    Timer {
        property int next: 0
        property var compiled: []

        interval: 30
        repeat: true
        running: next < root.kinds.length + root.keptKinds.length
        onTriggered: {
            if (next < root.kinds.length)
                compiled.push(Qt.createComponent(Qt.resolvedUrl(root.kinds[next] + ".qml"), Component.Asynchronous));
            else
                root.keep(root.keptKinds[next - root.kinds.length]);
            next += 1;
        }
    }
}
