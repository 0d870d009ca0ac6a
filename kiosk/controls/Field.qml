import QtQuick

// One answer that is typed: label over the box, unit beside it, error under it.
Item {
    id: field

    property var model: ({})           // {name, label, value, pending, active, error, unit, action, argument}
    property real boxHeight: Theme.px(112)
    property bool centred: false
    property bool figure: false
    property real figureSize: 64
    property bool isName: false
    property bool labelShown: !!model.label
    property real errorWidth: width
    property string named: model.label || ""   // what a voice calls it
    property bool compact: false       // one low line: label and value side by side
    property bool dense: false         // beside other fields: a long value takes no more than it must
    readonly property bool dwindled: dense && !compact && letters > 24
    // Long values are smaller before they take a second line.
    readonly property real letterSize: letters > (Theme.large ? 12 : 24) ? (Theme.large || Theme.wide && Theme.scale > 1 ? 28 : 34)
        : letters > (Theme.large ? 9 : Theme.wide ? 9 : 24) ? 34 : 46
    readonly property int letters: value.length + pending.length
    readonly property bool active: !!model.active
    readonly property bool wrong: !!model.error
    readonly property string pending: model.pending || ""
    readonly property string value: model.value || ""
    readonly property real labelHeight: labelShown && !compact ? label.contentHeight + Theme.px(6) : 0
    readonly property real unitWidth: model.unit ? unit.implicitWidth + Theme.px(20) : 0
    readonly property real grown: compact ? Math.max(Theme.px(72), texts.height + Theme.px(8)) : figure && texts.oneLine ? boxHeight : Math.max(dwindled ? Theme.px(72) : boxHeight, texts.height + Theme.px(dwindled ? 12 : 34))
    property real lastLine: 0

    implicitHeight: labelHeight + grown + (wrong ? errorText.contentHeight + Theme.px(8) : 0)

    Label {
        id: label

        parent: field.compact ? box.face : field
        visible: field.labelShown
        x: field.compact ? Theme.px(20) : 0
        y: field.compact ? (field.grown - height) / 2 : 0
        z: 1
        width: field.compact ? Math.min(Math.ceil(labelMetrics.advanceWidth) + 2, Math.round(field.width * 0.5)) : parent.width
        text: field.model.label || ""
        // Beside the value on one line, for the field is no higher.
        size: field.compact ? Theme.whole(Theme.px(26), Theme.letters(text).replace(/[ \u200b]/g, "\u00a0"), true,
            Math.round(field.width * 0.5) - 2) : Theme.bar(30)
        line: field.compact ? 1.2 : 1.4
        bold: true
        color: Theme.accent
    }
    TextMetrics {
        id: labelMetrics

        font: label.font
        text: Theme.letters(label.text)
    }
    Pressable {
        id: box

        objectName: field.model.name || ""
        action: field.model.action || "field"
        argument: field.model.argument
        y: field.labelHeight
        width: parent.width - field.unitWidth
        height: field.grown
        lipHeight: 0
        radius: Theme.px(16)
        pressedFill: Theme.surface
        selected: field.active && !field.wrong
        outline: field.wrong ? Theme.error : Theme.line
        spoken: Theme.said([field.named, field.value + field.pending, field.model.unit])
        Accessible.role: Accessible.EditableText

        Item {
            id: texts

            readonly property real pad: Theme.px(field.figure ? 14 : 32) + (field.compact && field.labelShown ? label.width + Theme.px(8) : 0)
            readonly property real inner: box.width - pad - Theme.px(field.figure ? 14 : 32)
            readonly property bool oneLine: fixed.implicitWidth + unfixed.implicitWidth <= inner

            x: field.centred ? (box.width - shownWidth) / 2 : pad
            readonly property real shownWidth: Math.min(inner, fixed.implicitWidth + unfixed.implicitWidth)
            width: inner
            height: oneLine ? Math.max(fixed.contentHeight, unfixed.contentHeight)
                : (field.value === "" ? 0 : fixed.contentHeight) + (field.pending === "" ? 0 : unfixed.contentHeight)
            anchors.verticalCenter: parent.verticalCenter

            NameText {
                id: fixed

                isName: field.isName
                text: field.value
                line: field.figure ? 1.2 : 1.42
                size: field.figure ? Theme.text(field.figureSize) : field.compact ? lowSize : field.dwindled ? Theme.bar(28) : Theme.text(field.letterSize)
                // On one low line as long as that can be read.
                readonly property real lowSize: field.compact ? Theme.whole(Theme.bar(34),
                    field.value.replace(/\u3000/g, "\u00a0\u00a0"), true, texts.inner) : 0
                width: Math.ceil(Math.min(implicitWidth, texts.inner))
            }
            // Measures where the last line ends. (The shown text must not: Qt sets a fixed line height
            // differently when lineLaidOut is handled.)
            Text {
                visible: false
                width: fixed.width
                font: fixed.font
                text: fixed.text
                wrapMode: fixed.wrapMode
                textFormat: Text.PlainText
                Accessible.ignored: true
                onLineLaidOut: line => { if (line.isLast) field.lastLine = line.implicitWidth; }
            }
            NameText {
                id: unfixed

                isName: false
                x: texts.oneLine ? fixed.implicitWidth : 0
                y: texts.oneLine || field.value === "" ? 0 : fixed.contentHeight
                text: field.pending
                size: fixed.size
                line: fixed.line
                width: Math.ceil(Math.min(implicitWidth, texts.inner))
            }
            Rectangle {
                visible: field.pending !== ""
                x: unfixed.x
                y: unfixed.y + unfixed.contentHeight + Theme.px(2)
                width: unfixed.contentWidth + Theme.px(8)
                height: Theme.px(4)
                color: Theme.accent
            }
            Rectangle {
                visible: field.active
                x: Math.min(texts.inner, field.pending !== "" ? unfixed.x + unfixed.contentWidth
                    : texts.oneLine ? fixed.contentWidth : field.lastLine) + Theme.px(6)
                y: (texts.oneLine ? texts.height / 2 : texts.height - (field.pending !== "" ? unfixed : fixed).lineHeight / 2) - height / 2
                width: Theme.px(4)
                height: fixed.size * 1.2
                color: Theme.accent
            }
        }
    }
    Rectangle {
        visible: field.wrong
        anchors.fill: box
        color: "transparent"
        radius: box.radius
        border.width: Theme.px(5)
        border.color: Theme.error
    }
    Label {
        id: unit

        visible: !!field.model.unit
        anchors.right: parent.right
        y: field.labelHeight + (field.grown - height) / 2
        text: field.model.unit || ""
        size: Theme.text(42)
        line: 1.3
        bold: true
    }
    Icon {
        visible: field.wrong
        name: "cross"
        size: Theme.text(30)
        color: Theme.error
        y: errorText.y + (errorText.lineHeight - height) / 2
    }
    Label {
        id: errorText

        visible: field.wrong
        x: Theme.text(30) + Theme.px(10)
        y: field.labelHeight + field.grown + Theme.px(8)
        width: field.errorWidth - x
        text: field.model.error || ""
        size: Theme.text(30)
        line: 1.4
        bold: true
        color: Theme.error
    }
}
