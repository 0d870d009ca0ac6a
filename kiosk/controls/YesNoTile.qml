import QtQuick

// はい or いいえ: a large word with its gloss in the middle, the ring top left.
Pressable {
    id: tile

    property var option: ({})
    readonly property bool hasSecond: !!option.second
    property bool tight: Theme.low     // there is room for a low door only

    objectName: option.name || ""
    action: option.action || "choose"
    argument: option.argument
    selected: !!option.selected
    spoken: Theme.said([option.text, option.second])
    Accessible.role: Accessible.RadioButton
    Accessible.checked: selected

    lipHeight: Theme.px(6)
    radius: Theme.px(18)
    fill: selected ? Theme.tint : Theme.surface
    implicitHeight: Math.max(Theme.mm(112), words.height + 2 * Theme.px(100))

    Mark {
        x: Theme.px(35)
        y: Theme.px(35)
        mode: tile.selected ? "done" : "todo"
        ground: Theme.surface
    }
    Item {
        id: words

        anchors.centerIn: parent
        anchors.verticalCenterOffset: Theme.px(tile.tight && !Theme.low ? 0 : tile.hasSecond ? 28 : 12)
        width: parent.width - Theme.px(48)
        height: word.contentHeight + beside.taken + (tile.hasSecond ? gloss.contentHeight + Theme.px(8) : 0)

        Label {
            id: word

            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: tile.option.text || ""
            size: tile.tight ? Theme.px(56) : Theme.text(72)
            line: 1.25
            bold: true
        }
        Beside {
            id: beside

            // Large words need the room themselves.
            wanted: text !== "" && !Theme.large && !Theme.low
            y: word.contentHeight
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: tile.option.beside || ""
            held: tile.held
        }
        Label {
            id: gloss

            visible: tile.hasSecond
            y: word.contentHeight + beside.taken + Theme.px(8)
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: tile.option.second || ""
            size: Theme.whole(Theme.low ? Theme.px(30) : tile.tight ? Theme.bar(34) : Theme.text(34), text, false, width)
            line: 1.4
            color: tile.held ? Theme.ink : Theme.ink2
        }
    }
}
