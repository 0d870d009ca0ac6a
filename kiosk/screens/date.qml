pragma ComponentBehavior: Bound
import QtQuick
import "../controls"

// A date: era, three fields with their units outside, an echo in both calendars, digit keys.
Page {
    id: page

    readonly property var fields: body.fields || []
    readonly property string echo: body.echo || ""
    readonly property string error: body.error || ""
    readonly property bool unsure: unsureKey.count > 0
    readonly property real gap: Theme.px(Theme.low ? 14 : Theme.wide || Theme.large ? 20 : 28)
    // 年 月 日 stand beside their fields, longer words (Year, Month) over them. The year is the widest.
    readonly property bool unitsAbove: fields.some(field => Theme.letters(field.label || "").length > 2)
    readonly property real share: (stage.width - (fields.length - 1) * Theme.px(16)) / (fields.length + 0.3)
    readonly property real fieldHeight: boxHeight
        + (unitsAbove ? Math.round(Theme.bar(30) * 1.4) + Theme.px(6) : 0)
    readonly property real boxHeight: Math.max(Theme.px(Theme.low ? 92 : Theme.wide || Theme.large ? 116 : 128), Math.round(Theme.text(64) * 1.2) + Theme.px(Theme.low ? 10 : 34))
    readonly property real echoHeight: Math.max(Theme.mm(Theme.low ? 15 : Theme.large ? 20 : 22), echoText.contentHeight + Theme.px(Theme.low ? 8 : 24))
    readonly property bool echoInRail: Theme.wide
    readonly property real railGap: Theme.px(Theme.scale > 1 ? 16 : 32)
    readonly property real unsureHeight: unsure && !Theme.wide ? unsureKey.height + gap : 0
    // Low reach: what is only read stands over what is pressed.
    readonly property real erasTop: Theme.low ? upper - eras.implicitHeight - gap : 0
    readonly property real fieldsTop: Theme.low ? 0 : eras.implicitHeight + gap
    readonly property real upper: eras.implicitHeight + gap + fieldHeight + gap
        + (echoInRail ? 0 : echoHeight + gap)
    readonly property real keyHeight: Math.max(Theme.digitKey, Math.min(Theme.px(122),
        Math.floor((stageHeight - upper - unsureHeight - 3 * pad.gap) / 4)))

    calmTitle: true
    railExtra: (echoInRail ? echoHeight + railGap : 0) + (unsure ? unsureKey.implicitHeight + railGap : 0)
    needed: upper + 4 * Theme.digitKey + 3 * pad.gap + unsureHeight

    EraTabs {
        id: eras

        eras: page.body.eras || []
        y: page.erasTop
        width: page.stage.width
        height: implicitHeight
    }
    Repeater {
        model: page.fields.length

        Field {
            required property int index
            readonly property var source: page.fields[index] || ({})

            model: ({
                name: source.name, value: source.value, active: source.active, action: source.action,
                argument: source.argument, unit: page.unitsAbove ? "" : source.label,
                label: page.unitsAbove ? source.label : ""
            })
            x: index === 0 ? 0 : page.share * 1.3 + Theme.px(16) + (index - 1) * (page.share + Theme.px(16))
            y: page.fieldsTop
            width: page.share * (index === 0 ? 1.3 : 1)
            height: page.fieldHeight
            boxHeight: page.boxHeight
            figure: true
            figureSize: page.fields.some(field => (field.value || "").length > 3) ? 54 : 64
            centred: true
        }
    }
    Rectangle {
        id: echoBox

        visible: page.echo !== "" || page.error !== ""
        parent: page.echoInRail ? page : page.stage
        x: page.echoInRail ? Theme.railX : 0
        y: page.echoInRail ? page.headBottom + page.railGap : page.fieldsTop + page.fieldHeight + page.gap
        width: page.echoInRail ? page.headWidth : page.stage.width
        height: page.echoHeight
        radius: Theme.px(16)
        color: page.error !== "" ? Theme.errorTint : Theme.tint

        Icon {
            id: echoIcon

            name: page.error !== "" ? "cross" : "check"
            size: Theme.text(38)
            stroke: 4
            color: echoText.color
            x: echoText.x - width - Theme.px(20)
            anchors.verticalCenter: parent.verticalCenter
        }
        Label {
            id: echoText

            readonly property real room: echoBox.width - echoIcon.width - Theme.px(60)

            x: (echoBox.width - width + echoIcon.width + Theme.px(20)) / 2
            anchors.verticalCenter: parent.verticalCenter
            width: Math.ceil(Math.min(implicitWidth, room))
            text: page.error !== "" ? page.error
                : page.echoInRail || Theme.large ? page.echo.replace("）", "）\n") : page.echo
            size: Theme.text(36)
            line: 1.36
            bold: true
            color: page.error !== "" ? Theme.error : Theme.accent
        }
    }
    KeyboardPlace {
        id: pad

        layout: "digits"
        gap: Theme.px(Theme.low ? 14 : 20)
        y: page.upper
        width: page.stage.width
        keyHeight: page.keyHeight
        onTyped: key => Desk.act("key", key)
    }
    OtherAnswers {
        id: unsureKey

        parent: Theme.wide ? page : page.stage
        options: page.body.others || []
        x: Theme.wide ? Theme.railX : 0
        y: Theme.wide ? page.headBottom + page.echoHeight + 2 * page.railGap
            : pad.y + pad.implicitHeight + page.gap
        width: Theme.wide ? page.headWidth : page.stage.width
    }
}
