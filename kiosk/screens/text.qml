pragma ComponentBehavior: Bound
import QtQuick
import "../controls"

// Typed answers: fields, candidates above the keys (never over them), and one of three keyboards.
Page {
    id: page

    readonly property var fields: body.fields || []
    readonly property var offered: body.candidates || []
    // Other forms of the letters of a name stand where the candidates did, in the room that is left.
    readonly property bool formed: (body.forms || []).length > 0
    readonly property bool comparing: offered.length === 0 && formed
        && inputBottom - fieldsBottom - gap >= Theme.mm(26) + Theme.px(12)
    readonly property var candidates: comparing ? body.forms : offered
    readonly property var keyboards: body.keyboards || []
    readonly property var others: body.others || []
    readonly property bool unsure: others.length > 0
    readonly property string keyboard: body.keyboard || "kana"
    readonly property real boardTop: Theme.wide ? 0 : stageHeight - board.implicitHeight
    readonly property real gap: Theme.px(Theme.scale > 1 || Theme.wide || Theme.low ? 16 : 24)
    readonly property real inputWidth: Theme.wide ? headWidth : stage.width
    // y of the input's origin in the stage: the rail starts under the head.
    readonly property real inputTop: Theme.wide ? headBottom + Theme.px(crowded ? 12 : 16) - stageTop : 0

    // The row of layouts and わからない. In large text it stands beside the chip, or over the fields.
    readonly property real rowHeight: tabs.children.length > 1 && (keyboards.length > 1 || unsure)
        ? tabs.implicitHeight : 0
    // Says nothing of the row's own size, on which its order must not depend.
    readonly property bool raised: Theme.large || fields.length > 1
    readonly property bool rowUp: !Theme.wide && !Theme.low && rowHeight > 0 && raised
    // Not by chipShown: whether the lead folds depends on the room that this row leaves.
    readonly property bool rowBesideChip: rowUp && hasReason && tabs.implicitWidth + chipWidth + Theme.px(24) <= inputWidth
    readonly property real rowSpace: rowUp && !rowBesideChip ? rowHeight + gap : 0
    readonly property real rowTop: rowBesideChip ? reasonTop + Theme.px(10) - stageTop
        : rowUp ? 0 : Theme.wide ? stageHeight - rowHeight : boardTop - rowHeight - gap
    readonly property real inputBottom: rowHeight > 0 && !rowUp ? rowTop - gap
        : Theme.wide ? stageHeight : boardTop - gap

    // What is left for the words around the candidates once two rows of them have their place.
    readonly property real fieldsBottom: inputTop + rowSpace + fieldsBox.height
    readonly property real spare: inputBottom - fieldsBottom - gap - (comparing ? Theme.mm(26) : Math.max(Theme.mm(26), candidateBox.wantedHeight))
    readonly property bool titled: candidates.length > 0 && !!body.candidatesTitle && spare >= caption.height + Theme.px(6)
    readonly property bool hinted: !!body.hint && spare - (titled ? caption.height : 0) >= hint.height + gap

    foldInRail: true
    calmTitle: true
    crowded: fields.length > 1
    contentGap: Theme.px(bannerShown ? 28 : Theme.low ? 20 : 40)
    railExtra: fieldsBox.height + gap + (offered.length ? Theme.mm(26) + gap : 0) + rowHeight + Theme.px(28)
    needed: rowSpace + fieldsBox.height + gap + (offered.length ? Theme.mm(26) + gap : 0)
        + (rowUp || rowHeight === 0 ? 0 : rowHeight + gap) + board.implicitHeight

    Column {
        id: fieldsBox

        parent: Theme.wide ? page : page.stage
        x: Theme.wide ? Theme.railX : 0
        y: (Theme.wide ? page.stageTop : 0) + page.inputTop + page.rowSpace
        width: page.inputWidth
        spacing: Theme.px(page.crowded ? 13 : 16)

        Repeater {
            model: page.fields.length

            Field {
                required property int index

                model: page.fields[index] || ({})
                isName: model.isName === true
                // Low reach has no room for readings over two lines of title and over the label as well.
                labelShown: !!model.label && !(Theme.wide && Theme.large && page.fields.length === 1)
                    && !(Theme.low && active && page.fields.length > 1 && page.titleText.indexOf("\u009c") >= 0)
                compact: !active && page.fields.length > 1 && (Theme.wide || Theme.scale > 1 || Theme.low || page.bannerShown || page.fields.length > 2 || page.offered.length > 0 || page.formed)
                dense: page.fields.length > 1
                boxHeight: Theme.px(Theme.wide || Theme.low ? 96 : 112)
                width: fieldsBox.width
                height: implicitHeight
            }
        }
    }
    Label {
        id: caption

        parent: fieldsBox.parent
        visible: page.titled
        x: fieldsBox.x
        y: fieldsBox.y + fieldsBox.height + page.gap
        width: page.inputWidth
        text: page.body.candidatesTitle || ""
        size: Theme.text(30)
        line: 1.5
        bold: true
        color: Theme.accent
    }
    CandidateBox {
        id: candidateBox

        parent: fieldsBox.parent
        x: fieldsBox.x
        y: fieldsBox.y + fieldsBox.height + page.gap + (page.titled ? caption.height + Theme.px(6) : 0)
        width: page.inputWidth
        height: implicitHeight
        available: (Theme.wide ? page.stageTop : 0) + page.inputBottom - y
            - (page.hinted ? hint.height + page.gap : 0)
        candidates: page.candidates
    }
    Icon {
        parent: fieldsBox.parent
        visible: page.hinted
        x: fieldsBox.x
        y: hint.y + (hint.lineHeight - height) / 2
        name: "q"
        size: Theme.text(34)
        color: Theme.accent
    }
    Label {
        id: hint

        parent: fieldsBox.parent
        visible: page.hinted
        x: fieldsBox.x + Theme.text(34) + Theme.px(14)
        y: candidateBox.y + (page.candidates.length ? candidateBox.height + page.gap : 0)
        width: page.inputWidth - Theme.text(34) - Theme.px(14)
        text: page.body.hint || ""
        color: Theme.ink2
    }
    Flow {
        id: tabs

        parent: fieldsBox.parent
        visible: page.rowHeight > 0 && !(page.rowBesideChip && page.reasonOpen)
        x: fieldsBox.x + (page.rowBesideChip ? page.inputWidth - implicitWidth : 0)
        y: (Theme.wide ? page.stageTop : 0) + page.rowTop
        width: page.inputWidth
        spacing: Theme.px(14)
        layoutDirection: Theme.wide || page.unsure || page.raised ? Qt.LeftToRight : Qt.RightToLeft

        Repeater {
            model: page.others.length

            SecondaryKey {
                required property int index
                readonly property var option: page.others[index] || ({})

                objectName: option.name || ""
                width: Math.min(page.inputWidth, implicitWidth)
                height: Theme.px(77)
                radius: Theme.px(14)
                text: option.text || ""
                size: Theme.bar(30)
                icon: selected ? "check" : "q"
                selected: !!option.selected
                action: option.action || "choose"
                argument: option.argument
            }
        }
        Repeater {
            model: page.keyboards.length > 1 ? page.keyboards.length : 0

            ToolKey {
                required property int index
                // From right to left the last layout comes first.
                readonly property int place: tabs.layoutDirection === Qt.RightToLeft
                    ? page.keyboards.length - 1 - index : index
                readonly property var tab: page.keyboards[place] || ({})

                objectName: tab.name || ""
                width: Math.max(Theme.px(Theme.wide ? 96 : 140), implicitWidth)
                text: tab.text || ""
                selected: !!tab.selected || tab.argument === page.keyboard
                action: tab.action || "keyboard"
                argument: tab.argument
            }
        }
    }
    KeyboardPlace {
        id: board

        layout: page.keyboard
        katakana: page.body.katakana === true
        converts: page.body.converts !== false
        keyHeight: Theme.low ? Theme.mm(18) : Theme.px(Theme.wide ? 140 : 130)
        y: page.boardTop
        width: page.stage.width
        onTyped: key => Desk.act("key", key)
    }
}
