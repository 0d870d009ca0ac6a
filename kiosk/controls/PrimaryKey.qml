import QtQuick

// The one key of a screen that leads on. Switched off it is grey, and still says why when touched.
KeyCap {
    size: Theme.bar(42)
    ink: Theme.accentInk
    fill: Theme.accent
    pressedFill: Theme.accentPressed
    lipColor: Theme.accentLip
    outlined: false
    icon: "next"
    iconLast: true
    iconSize: size * 1.05
    gap: Theme.px(22)
}
