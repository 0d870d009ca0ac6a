pragma ComponentBehavior: Bound
import QtQuick

// 令和 平成 昭和 西暦: one of them is chosen, with a check.
Item {
    id: tabs

    property var eras: []
    readonly property int count: eras ? eras.length : 0
    readonly property real gap: Theme.px(16)
    readonly property bool long: (eras || []).some(era => Theme.letters(era.text || "").length > 4)

    implicitHeight: Theme.mm(23)

    Repeater {
        model: tabs.count

        SecondaryKey {
            required property int index
            readonly property var era: tabs.eras[index] || ({})

            objectName: era.name || ""
            x: index * (width + tabs.gap)
            width: (tabs.width - (tabs.count - 1) * tabs.gap) / tabs.count
            height: tabs.height
            radius: Theme.px(14)
            text: era.text || ""
            size: Theme.bar(tabs.long ? 30 : 38)
            fits: true
            padding: Theme.px(8)
            gap: Theme.px(8)
            iconSize: Theme.bar(tabs.long ? 30 : 38)
            icon: selected ? "check" : ""
            selected: !!era.selected
            action: era.action || "era"
            argument: era.argument
            Accessible.role: Accessible.RadioButton
            Accessible.checked: selected
        }
    }
}
