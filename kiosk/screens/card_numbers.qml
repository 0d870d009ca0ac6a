pragma ComponentBehavior: Bound
import QtQuick
import "../controls"

// The numbers printed on the card: a drawing shows where the asked one stands.
Page {
    id: page

    readonly property var rows: body.rows || []
    readonly property var skip: body.skip || null
    readonly property bool beside: Theme.wide
    readonly property real gap: Theme.px(Theme.large || Theme.wide ? 16 : 24)
    readonly property real boxHeight: Math.round(Theme.text(50) * 1.2) + Theme.px(36)
    readonly property real labelHeight: Math.round(Theme.bar(28) * Theme.labelLine) + Theme.px(4)
    readonly property real rowHeight: labelHeight + boxHeight
    readonly property real fieldsHeight: 2 * rowHeight + gap
    readonly property real skipHeight: skip && !beside ? skipKey.height + gap : 0
    readonly property real keysHeight: 4 * Theme.digitKey + 3 * pad.gap
    readonly property real faceRoom: stageHeight - fieldsHeight - gap - keysHeight - skipHeight - gap
    readonly property real besideRoom: Theme.stageBottom - headBottom - Theme.px(56) - (skip ? skipKey.height : 0)
    readonly property bool faceShown: (beside ? besideRoom : faceRoom) > Theme.px(150)
    readonly property real faceHeight: faceShown ? Math.min(Theme.px(beside ? 320 : 380), beside ? besideRoom : faceRoom) : 0
    readonly property real fieldsTop: beside || !faceShown ? 0 : faceHeight + gap
    readonly property real keyHeight: Math.max(Theme.digitKey, Math.min(Theme.px(120),
        Math.floor((stageHeight - fieldsTop - fieldsHeight - gap - skipHeight - 3 * pad.gap) / 4)))

    calmTitle: true
    foldInRail: true
    railExtra: beside ? Theme.px(28 + 160) + (skip ? skipKey.height + Theme.px(28) : 0) : 0
    needed: fieldsHeight + gap + keysHeight + skipHeight

    CardFace {
        id: drawing

        parent: page.beside ? page : page.stage
        visible: page.faceShown
        x: page.beside ? Theme.railX : (page.stage.width - width) / 2
        y: page.beside ? page.headBottom + Theme.px(28) : 0
        height: page.faceHeight
        place: page.body.place || ""
        birth: page.body.samples ? page.body.samples.birth : ""
        expiry: page.body.samples ? page.body.samples.expiry : ""
    }
    Repeater {
        model: page.rows.length

        Label {
            required property int index
            readonly property var row: page.rows[index] || ({})

            x: page.rowX(index)
            y: page.rowY(index)
            width: page.rowWidth(index)
            text: row.label || ""
            size: Theme.bar(28)
            line: 1.4
            bold: true
            wrapMode: Text.NoWrap
            color: row.active ? Theme.accent : Theme.ink2
        }
    }
    Repeater {
        model: page.cells.length

        Field {
            required property int index
            readonly property var cell: page.cells[index] || ({})

            model: cell.field || ({})
            named: page.rows[cell.row || 0] ? page.rows[cell.row || 0].label || "" : ""
            x: cell.x || 0
            y: page.rowY(cell.row || 0) + page.labelHeight
            width: cell.width || 0
            height: page.boxHeight
            boxHeight: page.boxHeight
            figure: true
            figureSize: 50
            centred: true
        }
    }
    KeyboardPlace {
        id: pad

        layout: "digits"
        gap: Theme.px(Theme.large || Theme.low ? 12 : 18)
        y: page.fieldsTop + page.fieldsHeight + page.gap
        width: page.stage.width
        keyHeight: page.keyHeight
        onTyped: key => Desk.act("key", key)
    }
    SecondaryKey {
        id: skipKey

        parent: page.beside ? page : page.stage
        visible: page.skip !== null
        objectName: page.skip ? page.skip.name || "key.skip" : ""
        x: page.beside ? Theme.railX : 0
        y: page.beside ? page.headBottom + Theme.px(28) + (page.faceShown ? drawing.height + Theme.px(28) : 0) : pad.y + pad.implicitHeight + page.gap
        width: page.beside ? page.headWidth : page.stage.width
        height: Math.max(Theme.mm(23), implicitHeight)
        text: page.skip ? page.skip.text || "" : ""
        size: Theme.wide ? Theme.bar(34) : Theme.text(34)
        icon: "next"
        iconLast: true
        action: page.skip ? page.skip.action || "skip" : ""
        argument: page.skip ? page.skip.argument : ""
    }

    // Birth date over the whole width; year of expiry and code share the second line.
    readonly property real half: (stage.width - Theme.px(40)) / 2
    readonly property var cells: {
        const list = [];
        rows.forEach((row, r) => {
            const room = rowWidth(r), count = row.fields.length;
            const width = (room - (count - 1) * Theme.px(16)) / count;
            row.fields.forEach((field, i) => list.push({
                field: field, row: r, width: width, x: rowX(r) + i * (width + Theme.px(16))
            }));
        });
        return list;
    }

    function rowX(index: int): real {
        return index === 2 ? half + Theme.px(40) : 0;
    }
    function rowY(index: int): real {
        return fieldsTop + (index === 0 ? 0 : rowHeight + gap);
    }
    function rowWidth(index: int): real {
        return index === 0 ? stage.width : half;
    }
}
