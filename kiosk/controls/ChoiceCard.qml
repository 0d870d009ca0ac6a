pragma ComponentBehavior: Bound
import QtQuick

// One answer: ring, label, second line. The whole card is the target.
Pressable {
    id: card

    property var option: ({})
    property bool half: false
    property bool several: false
    property real gapBefore: -1
    readonly property bool glyph: option.glyph === true
    readonly property bool hasIcon: !!option.icon
    // Two answers that stand apart side by side have room for their first line; it is spoken all the same.
    readonly property bool hasSecond: !!option.second && !(half && option.apart)
    readonly property real secondHeight: second.item ? (second.item as Label).contentHeight : 0
    readonly property real besideHeight: beside.item ? (beside.item as Label).contentHeight : 0
    readonly property real pad: Theme.px(half ? 28 : 35)
    readonly property real textX: pad + mark.width + Theme.px(28)
        + (hasIcon ? Theme.px(84) : 0)

    objectName: option.name || ""
    action: option.action || "choose"
    argument: option.argument
    selected: !!option.selected
    off: option.enabled === false
    spoken: Theme.said([option.text, option.second])
    Accessible.role: several ? Accessible.CheckBox : Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: selected

    lipHeight: Theme.px(6)
    radius: Theme.px(18)
    fill: selected ? Theme.tint : Theme.surface
    implicitHeight: Math.max(Theme.mm(half ? 33 : hasSecond ? 40 : 37),
        text.contentHeight + besideHeight + secondHeight + Theme.px(52) + lipHeight)

    Mark {
        id: mark

        x: card.pad
        anchors.verticalCenter: parent.verticalCenter
        mode: card.selected ? "done" : "todo"
        square: card.several
        ground: card.off ? "transparent" : Theme.surface
    }
    Loader {
        active: card.hasIcon
        sourceComponent: Icon {
            name: card.option.icon || ""
            size: Theme.px(52)
            color: Theme.accent
        }
        x: mark.x + mark.width + Theme.px(30)
        anchors.verticalCenter: parent.verticalCenter
    }
    Item {
        x: card.textX
        width: card.width - x - Theme.px(24)
        height: text.contentHeight + card.besideHeight + card.secondHeight
        anchors.verticalCenter: parent.verticalCenter

        Label {
            id: text

            width: parent.width
            text: card.option.text || ""
            size: card.glyph ? Theme.px(72) : Theme.whole(Theme.text(card.half ? 36 : 40), card.option.text || "", true, width)
            line: card.glyph ? 1.2 : 1.36
            isName: card.glyph
            bold: true
            color: card.off ? Theme.offInk : Theme.ink
        }
        Loader {
            id: beside

            active: !!card.option.beside
            y: text.contentHeight
            width: parent.width
            sourceComponent: Beside {
                text: card.option.beside
                held: card.held
            }
        }
        Loader {
            id: second

            active: card.hasSecond
            y: text.contentHeight + card.besideHeight
            width: parent.width
            sourceComponent: Label {
                text: card.option.second || ""
                size: Theme.whole(Theme.text(32), card.option.second || "", false, width)
                color: card.held ? Theme.ink : Theme.ink2
            }
        }
    }
}
