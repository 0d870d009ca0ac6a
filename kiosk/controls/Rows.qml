import QtQuick

// Rows of a long list: those of the first page at once, the rest a few at a time while the page is being read.
Repeater {
    id: rows

    property int wanted: 0
    property int atOnce: Theme.wide ? 7 : 12
    readonly property bool building: made.count < wanted
    readonly property int few: 3

    function grow(most: int) {
        for (let i = 0; i < most && made.count < wanted; i++)
            made.append({});
    }

    function follow() {
        if (made.count > wanted)
            made.remove(wanted, made.count - wanted);
        grow(atOnce - made.count);
    }

    onWantedChanged: follow()
    Component.onCompleted: follow()
    model: ListModel {
        id: made
    }

    property Timer later: Timer {
        interval: 20
        repeat: true
        running: rows.building
        onTriggered: rows.grow(rows.few)
    }
}
