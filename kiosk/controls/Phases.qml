import QtQuick

// Where in the whole: bars with their names; done has a check, the present one is bold and thick.
Item {
    id: phases

    property var model: []
    readonly property int count: model ? model.length : 0
    readonly property real gap: Theme.px(10)

    height: Theme.px(64)
    Accessible.role: Accessible.ProgressBar

    Repeater {
        model: phases.count

        Item {
            id: phase

            required property int index
            readonly property var step: phases.model[index] || ({})
            readonly property bool now: step.state === "now"
            readonly property bool done: step.state === "done"

            width: (phases.width - (phases.count - 1) * phases.gap) / phases.count
            height: phases.height
            x: index * (width + phases.gap)

            Rectangle {
                y: phase.now ? 0 : Theme.px(2)
                width: parent.width
                height: Theme.px(phase.now ? 10 : 6)
                radius: height / 2
                color: phase.now || phase.done ? Theme.accent : Theme.hair
            }
            Icon {
                id: tick

                visible: phase.done
                name: "check"
                size: Theme.px(28)
                stroke: 5.4
                color: Theme.accent
                y: word.y + (word.lineHeight - height) / 2
            }
            Label {
                id: word

                x: phase.done ? Theme.px(36) : 0
                y: Theme.px(18)
                text: phase.step.text || ""
                size: Theme.bar(26)
                line: 1.3
                bold: phase.now
                color: phase.now ? Theme.ink : Theme.ink2
            }
            Label {
                visible: phase.now && !!phase.step.note
                x: word.implicitWidth + Theme.px(10)
                y: word.y
                text: phase.step.note || ""
                size: Theme.bar(26)
                line: 1.3
                color: Theme.ink2
            }
        }
    }
}
