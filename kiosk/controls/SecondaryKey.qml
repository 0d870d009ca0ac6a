import QtQuick

// White key with an outline: back, page, escape, change.
KeyCap {
    fill: selected ? Theme.tint : Theme.surface
    ink: selected ? Theme.accent : Theme.ink
}
