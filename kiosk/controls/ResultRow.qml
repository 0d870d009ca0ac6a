pragma ComponentBehavior: Bound
import QtQuick

// One thing to do at the counter: title, then window, deadline and who files under their heads; or the note of the one
// before, which goes to the next page where both are too high for one.
Item {
    id: row

    property var model: ({})           // {title, office, deadline, who, check, checkText, note}; of a note alone: {note}
    property var columns: []
    property real gapBefore: -1
    property string group: "rows"
    property bool first: false
    property bool nearNext: false
    readonly property bool stacked: Theme.stacked
    readonly property bool checked: !!model.checkText
    readonly property bool noted: !!model.note
    readonly property bool named: !!model.title
    readonly property real above: Theme.px(Theme.wide ? 18 : 24)
    // Cells that exist: a Repeater has its count before its items.
    property int made: 0
    readonly property real pad: Theme.px(36)
    readonly property real inner: width - 2 * pad
    // Column starts of look 14: 0, 34 % and 66.5 % of the inner width.
    readonly property var starts: [0, Math.round(inner * 0.34), Math.round(inner * 0.665)]
    // The last day and the days that are left: one line where it has room.
    readonly property string due: stacked ? (model.deadline || "").replace(/\n/g, "\u3000") : model.deadline || ""
    readonly property var cells: [model.office || "", due, model.who || ""]
    readonly property var cellIcons: ["pin", "clock", "person"]

    implicitHeight: (named ? title.contentHeight + (checked ? check.contentHeight : 0) + details.height + above : 0)
        + (noted ? note.contentHeight + (named ? Theme.px(8) : 0) : 0) + (nearNext ? Theme.px(8) : above)

    Rectangle {
        visible: !row.first && row.named
        x: row.pad
        width: row.inner
        height: Theme.px(2)
        color: Theme.hair
    }
    Label {
        id: title

        visible: row.named
        x: row.pad
        y: row.above
        width: row.inner
        text: row.model.title || ""
        size: Theme.text(34)
        line: 1.4
        bold: true
    }
    Icon {
        visible: row.checked
        x: row.pad
        y: check.y + (check.lineHeight - height) / 2
        name: "q"
        size: Theme.text(32)
        color: Theme.wait
    }
    Label {
        id: check

        visible: row.checked
        x: row.pad + Theme.text(32) + Theme.px(10)
        y: title.y + title.contentHeight
        width: row.inner - Theme.text(32) - Theme.px(10)
        text: row.model.checkText || ""
        size: Theme.text(30)
        line: 1.4
        bold: true
        color: Theme.wait
    }
    Label {
        id: note

        visible: row.noted
        x: row.pad
        y: row.named ? details.y + details.height + Theme.px(8) : 0
        width: row.inner
        text: row.model.note || ""
        size: Theme.wide ? Theme.bar(28) : Theme.text(28)
        line: 1.4
        color: Theme.ink2
    }
    Item {
        id: details

        x: row.pad
        y: title.y + title.contentHeight + (row.checked ? check.contentHeight : 0)
        width: row.inner
        height: {
            let sum = 0, most = 0;
            for (let i = 0; i < row.made; i++) {
                const item = cellRepeater.itemAt(i);
                if (!item || row.cells[i] === "")
                    continue;
                sum += item.implicitHeight;
                most = Math.max(most, item.implicitHeight);
            }
            return row.stacked ? sum : most;
        }

        Repeater {
            id: cellRepeater

            model: 3
            onItemAdded: row.made++

            Item {
                id: cell

                required property int index

                visible: row.cells[index] !== ""
                implicitHeight: words.contentHeight
                x: row.stacked ? 0 : row.starts[index]
                y: {
                    let sum = 0;
                    for (let i = 0; row.stacked && i < Math.min(index, row.made); i++) {
                        const item = cellRepeater.itemAt(i);
                        sum += item && row.cells[i] !== "" ? item.implicitHeight : 0;
                    }
                    return sum;
                }
                width: row.stacked ? row.inner
                    : (index < 2 ? row.starts[index + 1] - Theme.px(20) : row.inner) - row.starts[index]

                Icon {
                    visible: row.stacked
                    name: row.cellIcons[cell.index]
                    size: Theme.px(44)
                    color: Theme.accent
                    y: (words.lineHeight - height) / 2
                }
                Label {
                    id: words

                    x: row.stacked ? Theme.px(60) : 0
                    width: parent.width - x
                    text: row.cells[cell.index]
                    size: Theme.wide ? Theme.bar(30) : Theme.text(30)
                    line: 1.4
                    bold: cell.index === 1
                    color: cell.index === 1 ? Theme.accent : Theme.ink
                }
            }
        }
    }
}
