import QtQuick

// One answer to look over: label, value, and (with a name) the key that changes it.
Item {
    id: row

    property var model: ({})           // {name, label, value, reading, undecided, edit, action, argument, isName}
    property real gapBefore: -1
    property string group: "rows"
    property bool first: false
    property bool labelAbove: Theme.large
    readonly property bool hasKey: !!model.edit
    readonly property real valueX: labelAbove ? Theme.px(35) : Theme.px(296)
    readonly property real valueWidth: width - valueX - Theme.px(24)
        - (hasKey ? edit.width + Theme.px(24) : 0) - (model.undecided ? doubt.width + Theme.px(12) : 0)

    implicitHeight: Math.max(Theme.mm(labelAbove ? 29 : 27), Theme.px(labelAbove ? 44 : 32)
        + (labelAbove ? label.contentHeight : 0)
        + Math.max(value.contentHeight, labelAbove ? 0 : label.contentHeight)
        + (reading.visible ? reading.contentHeight : 0))

    Rectangle {
        visible: !row.first
        x: Theme.px(35)
        width: parent.width - x - Theme.px(24)
        height: Theme.px(2)
        color: Theme.hair
    }
    Label {
        id: label

        x: Theme.px(35)
        y: row.labelAbove ? block.y : value.contentHeight > label.contentHeight * 1.5 ? block.y + Theme.px(2)
            : (row.height - height) / 2
        width: row.labelAbove ? row.width - x - Theme.px(48) - (row.hasKey ? edit.width : 0)
            : row.valueX - x - Theme.px(16)
        text: row.model.label || ""
        size: Theme.text(row.labelAbove ? 28 : 32)
        line: row.labelAbove ? 1.4 : 1.3
        color: Theme.ink2
    }
    Item {
        id: block

        x: row.valueX
        width: row.valueWidth
        height: (row.labelAbove ? label.contentHeight : 0) + value.contentHeight
            + (reading.visible ? reading.contentHeight : 0)
        y: (row.height - height) / 2

        Icon {
            id: doubt

            visible: !!row.model.undecided
            y: value.y + (value.lineHeight - height) / 2
            name: "q"
            size: Theme.text(40)
            color: Theme.wait
        }
        NameText {
            id: value

            isName: row.model.isName === true
            x: doubt.visible ? doubt.width + Theme.px(12) : 0
            y: row.labelAbove ? label.contentHeight : 0
            width: row.valueWidth
            text: row.model.value || ""
            size: Theme.text(text.length > 40 ? 32 : row.labelAbove && !Theme.large ? 40 : 36)
            line: 1.36
            color: row.model.undecided ? Theme.wait : Theme.ink
        }
        Label {
            id: reading

            visible: !!row.model.reading
            y: value.y + value.contentHeight
            width: row.valueWidth
            text: row.model.reading || ""
            size: Theme.text(30)
            line: 1.4
            color: Theme.ink2
        }
    }
    SecondaryKey {
        id: edit

        visible: row.hasKey
        objectName: row.model.name || ""
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(24)
        anchors.verticalCenter: parent.verticalCenter
        width: Math.max(Theme.mm(38), implicitWidth)
        height: Theme.mm(19)
        radius: Theme.px(12)
        padding: Theme.px(12)
        gap: Theme.px(10)
        text: row.model.edit || ""
        size: Theme.bar(30)
        iconSize: Theme.bar(30)
        icon: "pen"
        action: row.model.action || "edit"
        argument: row.model.argument
        spoken: (row.model.label || "") + "。" + text
    }
}
