pragma ComponentBehavior: Bound
import QtQuick
import "../controls"

// One or more counts, each in its field with the unit outside, and the digit keys.
Page {
    id: page

    readonly property var fields: body.fields || []
    property int made: 0               // a Repeater has its count before its items
    readonly property int letters: fields.reduce((most, field) => Math.max(most, (field.value || "").length), 0)
    readonly property real fieldsHeight: {
        let sum = 0;
        for (let i = 0; made > 0 && i < repeater.count; i++) {
            const item = repeater.itemAt(i);
            sum += item ? item.implicitHeight + Theme.px(20) : 0;
        }
        return sum;
    }
    readonly property bool hasUnsure: unsure.count > 0
    readonly property real unsureHeight: hasUnsure && !Theme.wide ? unsure.height + Theme.px(32) : 0
    readonly property real keyHeight: Math.max(Theme.digitKey, Math.min(Theme.px(130),
        Math.floor((stageHeight - fieldsHeight - Theme.px(8) - unsureHeight - 3 * pad.gap) / 4)))

    calmTitle: true
    railExtra: hasUnsure ? unsure.height + Theme.px(32) : 0
    needed: fieldsHeight + Theme.px(8) + 4 * Theme.digitKey + 3 * pad.gap + unsureHeight

    Column {
        id: column

        width: page.stage.width
        spacing: Theme.px(20)

        Repeater {
            id: repeater

            model: page.fields.length
            onItemAdded: page.made++

            Field {
                required property int index

                model: page.fields[index] || ({})
                width: Math.min(column.width, Theme.px(letters > 5 ? 720 : 520) + (Theme.large ? Theme.px(160) : 0))
                errorWidth: column.width
                height: implicitHeight
                figure: true
                figureSize: page.letters > 8 ? 48 : 64
                centred: true
                boxHeight: Theme.px(126)
            }
        }
    }
    KeyboardPlace {
        id: pad

        layout: "digits"
        y: page.fieldsHeight + Theme.px(8)
        width: Math.min(page.stage.width, Theme.px(968))
        keyHeight: page.keyHeight
        onTyped: key => Desk.act("key", key)
    }
    OtherAnswers {
        id: unsure

        options: page.body.others || []
        parent: Theme.wide ? page : page.stage
        x: Theme.wide ? Theme.railX : 0
        y: Theme.wide ? page.headBottom + Theme.px(32) : pad.y + pad.implicitHeight + Theme.px(32)
        width: Theme.wide ? page.headWidth : pad.width
    }
}
