import QtQuick

// A text whose lines are filled evenly: the narrowest width that needs no more lines. Phrases are
// parted by U+200B (Japanese) or spaces, so that no line ends with one short word left over.
Label {
    id: heading

    property real room: 400            // px that the text may take
    readonly property real even: evenWidth(text, room, size, metrics.font)

    bold: true
    width: horizontalAlignment === Text.AlignHCenter ? room : even
    leftPadding: horizontalAlignment === Text.AlignHCenter ? (room - even) / 2 : 0
    rightPadding: leftPadding
    Accessible.ignored: false
    Accessible.role: Accessible.Heading
    Accessible.name: Theme.spoken(text)

    // `font` is that of the metrics, so that the width is taken anew when they change.
    function evenWidth(text: string, room: real, size: real, font: font): real {
        const parts = Theme.letters(text).split("\n").map(line => line.replace(/ /g, " \u200B").split("\u200B")
            .map(phrase => metrics.advanceWidth(phrase.replace(/\u2060/g, ""))));
        const lines = width => {
            let count = 0;
            for (const part of parts) {
                let x = 0;
                count++;
                for (const phrase of part) {
                    if (x > 0 && x + phrase > width) {
                        count++;
                        x = 0;
                    }
                    x += phrase;
                    count += Math.max(0, Math.ceil(phrase / width) - 1);
                }
            }
            return count;
        };
        const least = lines(room);
        if (least < 2)
            return room;
        let low = room / 3, high = room;
        while (high - low > 4) {
            const middle = (low + high) / 2;
            if (lines(middle) === least)
                high = middle;
            else
                low = middle;
        }
        return Math.min(room, Math.ceil(high + size / 2));
    }

    FontMetrics {
        id: metrics

        font: heading.font
    }
}
