import QtQuick

// The Japanese of an answer, under a translation that nobody has read yet.
Label {
    property bool held: false
    property bool wanted: text !== ""
    // Not by `visible`, which is false in a tile of another page: the tile would measure itself anew there.
    readonly property real taken: wanted ? contentHeight : 0

    visible: wanted
    size: Theme.bar(28)
    line: 1.35
    japanese: true
    color: held ? Theme.ink : Theme.ink2
}
