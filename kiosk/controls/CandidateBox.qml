pragma ComponentBehavior: Bound
import QtQuick

// Candidates for what was typed, side by side in as many rows as there is room for; what does not
// fit comes with ほかの字, and then what the session has beyond these. Never over the keys.
Item {
    id: box

    property var candidates: []
    property real available: keyHeight
    property int page: 0
    property int epoch: 0
    readonly property real gap: Theme.px(16)
    readonly property real keyHeight: Theme.mm(26)
    readonly property var own: (candidates || []).filter(candidate => candidate.argument !== "more")
    readonly property var beyond: (candidates || []).find(candidate => candidate.argument === "more") || null
    readonly property var layout: arrange(epoch, width, available, own, beyond)

    // Up to two rows, whatever room there is: what the words around may leave to the candidates.
    readonly property real wantedHeight: arrange(epoch, width, 2 * keyHeight + gap, own, beyond).height

    implicitHeight: layout.height
    onCandidatesChanged: page = 0

    // Width of a letter's forms from the first of them on.
    function together(first, sizes) {
        let sum = sizes[first];
        for (let i = first + 1; i < sizes.length && own[i] && own[i].starts === false; i++)
            sum += gap + sizes[i];
        return sum;
    }

    // Greedy lines; each page keeps the right end of its last line free for the key to the next one.
    function arrange(epoch, width, available, own, beyond) {
        const places = [];
        const rows = Math.max(1, Math.floor((available + gap) / (keyHeight + gap)));
        const sizes = [];
        for (let i = 0; i < repeater.count; i++) {
            const item = repeater.itemAt(i);
            if (item)
                sizes.push(Math.min(width, item.wanted));
        }
        const fill = reserve => {
            places.length = 0;
            let x = 0, row = 0, page = 0;
            sizes.forEach((w, i) => {
                let limit = row === rows - 1 ? width - reserve : width;
                // The forms of another letter of the name: a little apart, and all of them in sight together.
                const starts = own[i] !== undefined && own[i].starts === true;
                if (x > 0 && starts)
                    x += 2 * gap;
                if (x > 0 && x + (starts ? together(i, sizes) : w) > limit) {
                    x = 0;
                    row++;
                    if (row === rows) {
                        row = 0;
                        page++;
                    }
                }
                limit = row === rows - 1 ? width - reserve : width;
                places.push({ x: x, y: row * (keyHeight + gap), w: Math.min(w, limit), page: page });
                x += w + gap;
            });
            return page + 1;
        };
        let pages = fill(0);
        if (pages > 1 || beyond)
            pages = fill(more.implicitWidth + gap);
        const used = pages > 1 ? rows : places.length ? places[places.length - 1].y / (keyHeight + gap) + 1 : 0;
        return { places: places, pages: pages, height: used ? used * (keyHeight + gap) - gap : 0 };
    }

    Repeater {
        id: repeater

        model: box.own.length
        onItemAdded: box.epoch++
        onItemRemoved: box.epoch++

        SecondaryKey {
            required property int index
            readonly property var candidate: box.own[index] || ({})
            readonly property real wanted: Math.max(Theme.mm(38), implicitWidth)
            readonly property var place: box.layout.places[index] || ({ x: 0, y: 0, w: wanted, page: -1 })

            objectName: candidate.name || ""
            visible: place.page === box.page
            x: place.x
            y: place.y
            width: place.w
            height: box.keyHeight
            radius: Theme.px(14)
            padding: Theme.px(20)
            isName: true
            text: candidate.text || ""
            // One letter is compared with its other forms, which differ by a stroke.
            readonly property bool form: candidate.starts !== undefined
            size: form ? Theme.px(72) : Theme.text(text.length > 8 ? 32 : 50)
            icon: form && selected ? "check" : ""
            iconSize: Theme.px(44)
            selected: !!candidate.selected
            action: candidate.action || "candidate"
            argument: candidate.argument
        }
    }
    SecondaryKey {
        id: more

        readonly property bool turns: box.page < box.layout.pages - 1
        readonly property var further: turns ? null : box.beyond

        visible: box.layout.pages > 1 || box.beyond !== null
        objectName: further ? further.name : "key.candidate.more"
        x: box.width - width
        y: box.layout.height - height
        width: implicitWidth
        height: box.keyHeight
        radius: Theme.px(14)
        text: Theme.words.more
        size: Theme.bar(34)
        onTriggered: {
            if (further)
                Desk.act(further.action, further.argument);
            else
                box.page = (box.page + 1) % box.layout.pages;
        }
    }
}
