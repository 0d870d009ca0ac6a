pragma ComponentBehavior: Bound
import QtQuick

// Language or 見やすさ: lies over the screen, changes nothing of it, and is put away by the keys of the bar.
// Each touch acts at once, so that one sees what it does.
Rectangle {
    id: sheet

    property var view: ({})
    readonly property var model: view.sheet || ({ kind: "", title: "", groups: [] })
    readonly property var groups: (model.groups || []).filter(group => !Theme.wide || !group.upright)
    readonly property bool tongues: model.kind === "language"
    // A panel that lies has room for two groups beside one another.
    readonly property int columns: Theme.wide && !tongues && groups.length > 2 ? 2 : 1
    readonly property real columnWidth: (Theme.column - (columns - 1) * Theme.px(48)) / columns
    readonly property real room: Theme.stageBottom - list.y
    readonly property int rows: Math.ceil(groups.length / columns)
    readonly property real gap: Theme.px(Theme.wide || Theme.low ? 16 : 28)
    readonly property real titleHeight: Math.round(Theme.text(30) * Theme.labelLine)
    readonly property real keyHeight: Math.max(Theme.mm(17), Math.min(Theme.mm(23),
        (room - (rows - 1) * gap) / Math.max(1, rows) - titleHeight))

    color: Theme.bg
    Accessible.role: Accessible.Dialog
    Accessible.name: Theme.spoken(model.title || "")

    // Swallows touches on the hidden page.
    TapHandler { gesturePolicy: TapHandler.ReleaseWithinBounds }

    Heading {
        id: title

        x: Theme.margin
        y: Theme.px(Theme.wide || Theme.low ? 20 : 44)
        room: Theme.column
        text: sheet.model.title || ""
        size: Theme.px(Theme.wide ? 48 : 56)
        line: 1.33
    }
    Grid {
        id: list

        x: Theme.margin
        // Low reach: the rows stand at the bottom of the sheet.
        y: Theme.low ? Math.max(title.y + title.height + Theme.px(16), sheet.height - height - Theme.px(24))
            : title.y + title.height + Theme.px(Theme.wide ? 20 : 40)
        columns: sheet.columns
        columnSpacing: Theme.px(48)
        rowSpacing: sheet.gap

        Repeater {
            model: sheet.groups.length

            Item {
                id: group

                required property int index
                readonly property var row: sheet.groups[index] || ({ title: "", keys: [] })
                readonly property int across: sheet.tongues ? (Theme.wide ? 3 : 2) : row.keys.length
                readonly property real keyWidth: Math.floor((width - (across - 1) * Theme.px(16)) / across)
                readonly property int lines: Math.ceil(row.keys.length / across)

                width: sheet.columnWidth
                height: (head.visible ? sheet.titleHeight : 0) + lines * (sheet.keyHeight + Theme.px(16)) - Theme.px(16)

                Label {
                    id: head

                    visible: text !== ""
                    width: parent.width
                    text: group.row.title || ""
                    size: Theme.text(30)
                    line: 1.4
                    bold: true
                    color: Theme.accent
                }
                Repeater {
                    model: group.row.keys.length

                    SecondaryKey {
                        required property int index
                        readonly property var option: group.row.keys[index] || ({})

                        objectName: option.name || ""
                        x: index % group.across * (group.keyWidth + Theme.px(16))
                        y: (head.visible ? sheet.titleHeight : 0)
                            + Math.floor(index / group.across) * (sheet.keyHeight + Theme.px(16))
                        width: group.keyWidth
                        height: sheet.keyHeight
                        // A key is one line high.
                        text: Theme.joined(option.text || "")
                        fits: true
                        size: sheet.tongues && !Theme.wide ? Theme.text(34) : Theme.bar(34)
                        icon: option.selected ? "check" : ""
                        selected: !!option.selected
                        action: option.action || ""
                        argument: option.argument
                        Accessible.role: Accessible.RadioButton
                        Accessible.checkable: true
                        Accessible.checked: selected
                    }
                }
            }
        }
    }
}
