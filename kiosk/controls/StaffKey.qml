import QtQuick

// Calls the staff. Never switched off; after the call it says so.
KeyCap {
    size: Theme.bar(36)
    fill: Theme.tint
    ink: Theme.accent
    icon: "staff"
    iconSize: size * 1.12
}
