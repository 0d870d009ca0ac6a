pragma ComponentBehavior: Bound
import QtQuick

// Where in the whole: bars with their names; done has a check, the present one is bold and thick.
Item {
    id: phases

    property var model: []
    property bool barsOnly: false      // low reach has no room for their words
    readonly property int count: model ? model.length : 0
    readonly property real gap: Theme.px(10)

    property int epoch: 0
    // Equal parts; one whose words need more takes it from the others.
    readonly property var layout: {
        const room = width - (count - 1) * gap;
        const wanted = [];
        for (let i = 0; epoch > 0 && i < repeater.count; i++)
            wanted.push(repeater.itemAt(i) ? repeater.itemAt(i).implicitWidth : 0);
        const even = room / Math.max(1, count);
        const over = wanted.reduce((sum, w) => sum + Math.max(0, w - even), 0);
        const spare = wanted.reduce((sum, w) => sum + Math.max(0, even - w), 0);
        const give = spare > 0 ? Math.min(1, over / spare) : 0;
        const widths = wanted.map(w => w > even ? w : even - (even - w) * give);
        const starts = [];
        widths.reduce((x, w) => { starts.push(x); return x + w + gap; }, 0);
        return { widths: widths, starts: starts };
    }

    height: Theme.px(64)
    readonly property var present: model ? model.find(step => step.state === "now") : null

    Accessible.role: Accessible.ProgressBar
    Accessible.name: present ? Theme.said([present.text, present.note]) : ""

    Repeater {
        id: repeater

        model: phases.count
        onItemAdded: phases.epoch++

        Item {
            id: phase

            required property int index
            readonly property var step: phases.model[index] || ({})
            readonly property bool now: step.state === "now"
            readonly property bool done: step.state === "done"

            implicitWidth: word.x + word.implicitWidth
                + (now && step.note ? note.implicitWidth + Theme.px(10) : 0) + Theme.px(14)

            width: phases.layout.widths[index] || 0
            height: phases.height
            x: phases.layout.starts[index] || 0

            Rectangle {
                y: phase.now ? 0 : Theme.px(2)
                width: parent.width
                height: Theme.px(phase.now ? 10 : 6)
                radius: height / 2
                color: phase.now || phase.done ? Theme.accent : Theme.hair
            }
            Icon {
                id: tick

                visible: phase.done && !phases.barsOnly
                name: "check"
                size: Theme.px(28)
                stroke: 5.4
                color: Theme.accent
                y: word.y + (word.lineHeight - height) / 2
            }
            Label {
                id: word

                visible: !phases.barsOnly
                x: phase.done ? Theme.px(36) : 0
                y: Theme.px(18)
                text: phase.step.text || ""
                size: Theme.bar(26)
                line: 1.3
                bold: phase.now
                color: phase.now ? Theme.ink : Theme.ink2
            }
            Label {
                id: note

                visible: phase.now && !!phase.step.note && !phases.barsOnly
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
