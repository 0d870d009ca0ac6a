pragma ComponentBehavior: Bound
import QtQuick

// What may be said instead of an answer (わからない and the like): keys beside one another, in a rail
// or where their words are long one under the other.
Item {
    id: others

    property var options: []
    property bool stacked: Theme.wide
    readonly property int count: options ? options.length : 0
    readonly property real gap: Theme.px(20)
    readonly property real keyHeight: Theme.mm(Theme.low ? 17 : 23)
    readonly property real half: (width - (count - 1) * gap) / Math.max(1, count)
    readonly property bool long: (options || []).some(option => half - Theme.px(120)
        < Theme.bar(32) * Theme.widest(Theme.letters(option.text || "").replace(/[ \u200b]/g, "\u00a0"), true))
    readonly property bool column: stacked || Theme.large && count > 1 && long
    readonly property real keyWidth: column ? width : half

    visible: count > 0
    implicitHeight: count === 0 ? 0 : column ? count * (keyHeight + gap) - gap : keyHeight
    height: implicitHeight

    Repeater {
        model: others.count

        SecondaryKey {
            required property int index
            readonly property var option: others.options[index] || ({})

            objectName: option.name || ""
            x: others.column ? 0 : index * (others.keyWidth + others.gap)
            y: others.column ? index * (others.keyHeight + others.gap) : 0
            width: others.keyWidth
            height: others.keyHeight
            text: option.text || ""
            size: Theme.low && others.count > 1 ? Theme.px(28) : others.count > 1 || Theme.letters(text).length > 14 ? Theme.bar(32) : Theme.text(38)
            icon: selected ? "check" : "q"
            selected: !!option.selected
            action: option.action || "choose"
            argument: option.argument
        }
    }
}
