import QtQuick

// The Japanese of an answer, under a translation that nobody has read yet.
Label {
    property bool held: false

    size: Theme.bar(28)
    line: 1.35
    japanese: true
    color: held ? Theme.ink : Theme.ink2
}
