pragma ComponentBehavior: Bound
import QtQuick

// The furigana of a Label: small letters over the middle of their kanji.
//
// Where the kanji stand says a hidden TextEdit of the same width and font, which breaks its lines alike.
Item {
    id: readings

    required property Text base
    readonly property string written: base.text.slice(base.text.indexOf("\u009c") + 1)
    readonly property real size: Math.round(base.size * 0.54)
    // Text and width, so that the places are taken anew with either.
    readonly property var places: placesOf(written, ruler.text, ruler.width, base.size, ruler.contentWidth)

    y: -base.shift

    // [{reading, x, line, width}] by walking both forms of the text; break marks stand in the drawn one only.
    function placesOf(written: string, drawn: string, room: real, size: real, content: real): var {
        const found = [];
        // A TextEdit gives a no-break space back as a space.
        if (drawn !== Theme.letters(base.text).replace(/\u00a0/g, " ") || ruler.length < drawn.length)
            return found;      // one of the two is about to change
        const pattern = /(?:｜([^｜《》]+)|([\u3005-\u3007\u3400-\u9fff\uf900-\ufaff]+))《([^《》]+)》/g;
        let at = 0, end = 0;
        const walk = count => {
            for (let left = count; at < drawn.length && left > 0; at++) {
                if (!"\u2060\u200B\n".includes(drawn[at]))
                    left--;
            }
            while ("\u2060\u200B\n".includes(drawn[at]) && at < drawn.length)
                at++;
        };
        for (let match = pattern.exec(written); match; match = pattern.exec(written)) {
            walk(written.slice(end, match.index).replace(/\n/g, "").length);
            const base = match[1] || match[2];
            const start = ruler.positionToRectangle(at);
            const from = at;
            walk(base.length);
            let last = at;
            while (last > from && "\u2060\u200B\n".includes(drawn[last - 1]))
                last--;
            const stop = ruler.positionToRectangle(last);
            end = match.index + match[0].length;
            found.push({ reading: match[3], x: start.x, line: Math.round(start.y / Math.max(1, start.height)),
                width: stop.y === start.y ? stop.x - start.x : base.length * size, over: size / 4 });
        }
        // Words with nothing between them share what is free: their readings must not run into one another.
        for (let i = 1; i < found.length; i++) {
            const before = found[i - 1], one = found[i];
            if (one.line !== before.line)
                continue;
            const free = Math.max(0, one.x - before.x - before.width) / 2;
            before.over = Math.min(before.over, free);
            one.over = Math.min(one.over, free);
        }
        return found;
    }

    TextEdit {
        id: ruler

        visible: false
        readOnly: true
        width: readings.base.width
        leftPadding: readings.base.leftPadding
        rightPadding: readings.base.rightPadding
        text: Theme.letters(readings.base.text)
        font: readings.base.font
        textFormat: TextEdit.PlainText
        wrapMode: TextEdit.Wrap
        horizontalAlignment: readings.base.horizontalAlignment
        Accessible.ignored: true
    }
    Repeater {
        model: readings.places.length

        Text {
            id: reading

            required property int index
            readonly property var place: readings.places[index] || ({ reading: "", x: 0, line: 0, width: 0, over: 0 })
            // A reading may hang over by a quarter of a letter on both sides where that is free; a longer one is set narrower.
            readonly property real share: Math.min(1, (place.width + 2 * place.over) / Math.max(1, implicitWidth))

            objectName: "reading"
            x: place.x + (place.width - width) / 2
            y: place.line * readings.base.lineHeight
                + readings.base.size * (readings.base.block - 0.6 - 0.8) - height / 2
            text: place.reading
            color: readings.base.color
            font.family: readings.base.font.family
            font.pixelSize: readings.size
            textFormat: Text.PlainText
            Accessible.ignored: true
            transform: Scale {
                origin.x: reading.width / 2
                xScale: reading.share
            }
        }
    }
}
