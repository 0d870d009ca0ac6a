pragma ComponentBehavior: Bound
import QtQuick

// Anything that can be pressed: a face with an outline on a solid lip.
//
// Pressed shows on the first frame: the face goes down and the lip is gone. A key acts when the
// finger leaves it inside (`onPress` false) or at once (`onPress` true: typing keys, so that a
// resting finger does not hold up the next one). A switched-off key answers a touch as well: the
// session says why. Every finger is handled on its own (TapHandler).
Item {
    id: key

    property string action: ""
    property var argument: ""
    property bool off: false
    property bool selected: false
    property bool onPress: false
    property bool outlined: true
    property real lipHeight: Theme.px(5)
    property real radius: Theme.px(16)
    property color fill: Theme.surface
    property color pressedFill: Theme.tint2
    property color outline: Theme.line
    property color lipColor: selected ? Theme.selectedLip : Theme.lip
    property string spoken: ""
    readonly property bool held: tap.pressed && !spent
    property bool spent: false         // a held key that looks released again
    readonly property alias face: faceItem
    default property alias content: faceItem.data

    signal triggered()

    onTriggered: if (action !== "") Desk.act(action, argument)

    // Not in Qt's own order of tabs, which is that of the files: see FocusPath.
    Keys.onReturnPressed: triggered()
    Keys.onEnterPressed: triggered()
    Keys.onSpacePressed: triggered()
    Accessible.role: Accessible.Button
    Accessible.name: Theme.spoken(spoken)
    Accessible.focusable: true
    Accessible.onPressAction: triggered()

    Rectangle {
        visible: !key.off && !key.held && key.lipHeight > 0
        y: key.lipHeight
        width: parent.width
        height: parent.height - key.lipHeight
        radius: key.radius
        color: key.lipColor
    }

    Rectangle {
        id: faceItem

        y: key.held && !key.off ? Math.max(key.lipHeight - Theme.px(1), 0) : 0
        width: parent.width
        height: key.off ? parent.height : parent.height - key.lipHeight
        radius: key.radius
        color: key.off ? Theme.off : key.held ? key.pressedFill : key.fill
        border.width: key.off ? 0 : key.selected ? Theme.px(5) : key.outlined || Theme.contrast !== "normal" ? Theme.outline : 0
        border.color: key.selected ? Theme.accent : key.outline
    }

    // Focus of a keyboard or switch: black, then yellow, outside a gap of 2 px.
    Loader {
        active: key.activeFocus && Desk.byKeys
        anchors.fill: parent
        anchors.margins: -Theme.px(9)
        sourceComponent: Rectangle {
            radius: key.radius + Theme.px(9)
            color: "transparent"
            border.width: Theme.px(3)
            border.color: Theme.focus

            Rectangle {
                anchors.fill: parent
                anchors.margins: Theme.px(3)
                radius: key.radius + Theme.px(6)
                color: "transparent"
                border.width: Theme.px(4)
                border.color: Theme.focusInner
            }
        }
    }

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        onPressedChanged: {
            key.spent = false;
            if (!pressed)
                return;
            Desk.byKeys = false;
            if (key.onPress)
                key.triggered();
        }
        onTapped: if (!key.onPress) key.triggered()
    }
}
