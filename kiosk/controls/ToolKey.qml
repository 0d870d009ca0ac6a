import QtQuick

// Language, text size, voice: small keys without a lip at the top.
KeyCap {
    size: Theme.bar(26)
    bold: selected
    lipHeight: 0
    radius: Theme.px(14)
    fill: selected ? Theme.tint : Theme.surface
    ink: selected ? Theme.accent : Theme.ink
    iconSize: Theme.bar(34)
    gap: Theme.px(10)
    padding: Theme.px(15)
    height: Theme.px(72)
    implicitHeight: Theme.px(72)
}
