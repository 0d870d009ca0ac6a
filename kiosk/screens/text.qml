import QtQuick
import "../controls"

// Typed answers: fields, candidates above the keys (never over them), and one of three keyboards.
Page {
    id: page

    readonly property var fields: body.fields || []
    readonly property var candidates: body.candidates || []
    readonly property var keyboards: body.keyboards || []
    readonly property string keyboard: body.keyboard || "kana"
    readonly property Item board: keyboard === "latin" ? latin : keyboard === "digits" ? digits : kana
    readonly property real boardTop: Theme.wide ? 0 : stageHeight - board.implicitHeight
    readonly property real tabsHeight: keyboards.length > 1 ? Theme.px(72) : 0
    readonly property real gap: Theme.px(Theme.large || Theme.wide ? 16 : 24)
    readonly property real inputTop: Theme.wide ? headBottom + Theme.px(28) - stageTop : 0
    readonly property real inputWidth: Theme.wide ? headWidth : stage.width
    readonly property real tabsTop: Theme.wide ? stageHeight - tabsHeight : boardTop - tabsHeight - gap

    needed: fieldsBox.height + gap + candidateBox.height + (tabsHeight > 0 ? tabsHeight + gap : 0)
        + board.implicitHeight + gap

    Column {
        id: fieldsBox

        parent: Theme.wide ? page : page.stage
        x: Theme.wide ? Theme.margin : 0
        y: Theme.wide ? page.headBottom + Theme.px(28) : 0
        width: page.inputWidth
        spacing: Theme.px(16)

        Repeater {
            model: page.fields.length

            Field {
                required property int index

                model: page.fields[index] || ({})
                isName: model.isName === true
                width: fieldsBox.width
                height: implicitHeight
            }
        }
    }
    Flow {
        id: candidateBox

        parent: fieldsBox.parent
        x: fieldsBox.x
        y: fieldsBox.y + fieldsBox.height + page.gap
        width: page.inputWidth
        spacing: Theme.px(16)

        Repeater {
            model: page.candidates.length

            SecondaryKey {
                required property int index
                readonly property var candidate: page.candidates[index] || ({})

                objectName: candidate.name || ""
                width: Math.min(candidateBox.width, Math.max(Theme.mm(Theme.wide ? 40 : 42), implicitWidth))
                height: Math.max(Theme.mm(26), implicitHeight)
                radius: Theme.px(14)
                padding: Theme.px(20)
                isName: true
                text: candidate.text || ""
                size: Theme.text(text.length > 8 ? 38 : 50)
                selected: !!candidate.selected
                action: candidate.action || "candidate"
                argument: candidate.argument
            }
        }
    }
    Row {
        id: tabs

        parent: fieldsBox.parent
        visible: page.keyboards.length > 1
        x: fieldsBox.x + (Theme.wide ? 0 : page.inputWidth - width)
        y: (Theme.wide ? page.stageTop : 0) + page.tabsTop
        spacing: Theme.px(16)

        Repeater {
            model: page.keyboards.length

            ToolKey {
                required property int index
                readonly property var tab: page.keyboards[index] || ({})

                objectName: tab.name || ""
                width: Math.max(Theme.px(140), implicitWidth)
                text: tab.text || ""
                selected: !!tab.selected || tab.argument === page.keyboard
                action: tab.action || "keyboard"
                argument: tab.argument
            }
        }
    }
    KanaKeyboard {
        id: kana

        visible: page.board === kana
        y: page.boardTop
        width: page.stage.width
        onTyped: key => Desk.act("key", key)
    }
    LatinKeyboard {
        id: latin

        visible: page.board === latin
        view: page.view
        y: page.boardTop
        width: page.stage.width
        onTyped: key => Desk.act("key", key)
    }
    DigitPad {
        id: digits

        visible: page.board === digits
        view: page.view
        y: page.boardTop
        width: page.stage.width
        keyHeight: Theme.px(Theme.wide ? 140 : 130)
        onDigit: value => Desk.act("key", String(value))
        onErase: Desk.act("key", "erase")
        onClear: Desk.act("key", "clear")
    }
}
