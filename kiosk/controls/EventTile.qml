import QtQuick

// A life event: icon, ring at the corner, label on a base line that its row shares; lying, the label stands beside the icon.
Pressable {
    id: tile

    property var option: ({})
    property bool lying: false
    // Lying, the Japanese beside says the same, and two tiles have room.
    readonly property bool hasSecond: !!option.second && !(lying && option.beside)

    objectName: option.name || ""
    action: option.action || "choose"
    argument: option.argument
    selected: !!option.selected
    off: option.enabled === false
    spoken: Theme.said([option.text, option.second])
    Accessible.role: Accessible.RadioButton
    Accessible.checked: selected

    lipHeight: Theme.px(6)
    radius: Theme.px(18)
    fill: selected ? Theme.tint : Theme.surface
    readonly property real words: label.contentHeight + beside.taken + (hasSecond ? second.contentHeight : 0)
    implicitHeight: lying ? words + Theme.px(56) : Math.max(Theme.mm(Theme.wide ? 66 : 75), Theme.px(124) + words + Theme.px(28))

    Icon {
        x: Theme.px(32)
        y: Theme.px(30)
        name: tile.option.icon || "doc"
        size: Theme.px(68)
        color: Theme.accent
    }
    Mark {
        x: parent.width - width - Theme.px(28)
        y: Theme.px(28)
        mode: tile.selected ? "done" : "todo"
        ground: Theme.surface
    }
    Item {
        x: Theme.px(tile.lying ? 136 : 32)
        y: tile.lying ? (parent.height - height) / 2 : parent.height - height - Theme.px(22)
        width: parent.width - x - Theme.px(tile.lying ? 104 : 32)
        height: tile.words

        Label {
            id: label

            width: parent.width
            text: tile.option.text || ""
            size: Theme.whole(Theme.text(40), text, true, width)
            line: 1.26
            bold: true
        }
        Beside {
            id: beside

            y: label.contentHeight
            width: parent.width
            text: tile.option.beside || ""
            held: tile.held
        }
        Label {
            id: second

            visible: tile.hasSecond
            y: label.contentHeight + beside.taken
            width: parent.width
            text: tile.option.second || ""
            color: tile.held ? Theme.ink : Theme.ink2
        }
    }
}
