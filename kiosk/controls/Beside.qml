import QtQuick

// The Japanese of an answer, under a translation that nobody has read yet.
Label {
    property bool held: false
    // Not by `visible`, which is false in a tile of another page: the tile would measure itself anew there.
    readonly property real taken: text !== "" ? contentHeight : 0

    size: Theme.bar(28)
    line: 1.35
    japanese: true
    color: held ? Theme.ink : Theme.ink2
}
